"""A record that draws itself."""

import collegiate.foundation.ui
