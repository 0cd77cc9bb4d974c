from collegiate.partnership.members.models import Kind
