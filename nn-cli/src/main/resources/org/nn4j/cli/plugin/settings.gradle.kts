rootProject.name = "@artifact@"
