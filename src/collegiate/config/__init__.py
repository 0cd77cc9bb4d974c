"""How the parts are put together: settings, urls, the server and the console command."""
