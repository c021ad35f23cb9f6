"""All commands together."""

import typer

from lianxin_schema.cli import (
    audit,
    calendar,
    demo,
    dev,
    doctor,
    files,
    hook,
    locality,
    migrate,
    module,
    plugin,
    schema,
    serve,
    user,
    worker,
)

app = typer.Typer(
    name="lianxin",
    help="连心：政府与群众联系工作的平台 · A platform for the work between a government and its "
    "residents",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("migrate")(migrate.migrate)
app.command("doctor")(doctor.doctor)
app.command("import")(files.import_)
app.command("export")(files.export)
app.add_typer(locality.app, name="locality")
app.add_typer(module.app, name="module")
app.add_typer(audit.app, name="audit")
app.add_typer(user.app, name="user")
app.add_typer(calendar.app, name="calendar")
app.add_typer(hook.app, name="hook")
app.add_typer(plugin.app, name="plugin")
app.add_typer(plugin.app, name="plugin")
app.add_typer(schema.app, name="schema")
app.add_typer(dev.app, name="dev")
