"""Settings: all problems at once, no silent misspelling, no half-configured channel."""

import subprocess
import sys
from pathlib import Path

import pytest

import settings
from settings import ROOT, SettingsError, load

WHATSAPP = {
    "SAMVAD__WHATSAPP__PHONE_ID": "1001",
    "SAMVAD__WHATSAPP__WABA_ID": "2002",
    "SAMVAD__WHATSAPP__TOKEN": "token",
    "SAMVAD__WHATSAPP__APP_SECRET": "app",
    "SAMVAD__WHATSAPP__VERIFY_TOKEN": "verify",
}
PRODUCTION = {
    "SAMVAD__ENVIRONMENT": "production",
    "SAMVAD__WEB__SECRET": "long and random",
    "SAMVAD__WEB__PUBLIC_URL": "https://samvad.example/",
    "SAMVAD__DATABASE__URL": "postgresql://samvad@db/samvad",
    "SAMVAD__REDIS__URL": "redis://cache/0",
}


def problems(environ: dict[str, str], config: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(config, environ)
    return caught.value.problems


def test_defaults_are_local_and_both_channels_are_off():
    found = load(environ={})
    assert found.data.dir == ROOT / "var"
    assert found.database.url == f"sqlite://{ROOT}/var/samvad.sqlite3"
    assert found.redis.client_url == found.redis.url.replace("redis+socket", "unix")
    assert found.redis_is_bundled
    assert found.web.public_url == "http://127.0.0.1:8080"
    assert (found.telegram.on, found.whatsapp.on, found.speech.on) == (False, False, False)


def test_the_environment_overrides_the_file():
    found = load(environ={"SAMVAD__WEB__PORT": "9001", "SAMVAD__OFFICE__BUNDLE_TIMES": "10:00, 15:30"})
    assert found.web.public_url == "http://127.0.0.1:9001"
    assert [str(time) for time in found.office.bundle_times] == ["10:00:00", "15:30:00"]


def test_a_server_that_listens_everywhere_is_reached_here():
    assert load(environ={"SAMVAD__WEB__HOST": "0.0.0.0"}).web.public_url == "http://127.0.0.1:8080"
    assert load(environ={"SAMVAD__WEB__HOST": "::"}).web.public_url == "http://[::1]:8080"


def test_all_problems_are_told_at_once():
    found = problems(
        {
            "SAMVAD__WEB__PORT": "many",
            "SAMVAD__WEB__PROT": "1",
            "SAMVAD__TELEGRAM__TOKEN": " ",
            "SAMVAD__DATABASE__URL": "mysql://x",
            "SAMVAD__OFFICE__TIMEZONE": "Mars/Olympus",
        }
    )
    assert found == [
        "SAMVAD__TELEGRAM__TOKEN is empty: set it, or remove it",
        "SAMVAD__WEB__PROT is not a setting; did you mean SAMVAD__WEB__PORT?",
        "SAMVAD__WEB__PORT: Input should be a valid integer, unable to parse string as an integer",
        "SAMVAD__DATABASE__URL: must begin with sqlite:// or postgres://",
        "SAMVAD__OFFICE__TIMEZONE: is not a time zone such as Asia/Kolkata",
    ]


def test_a_whole_whatsapp_is_on():
    assert load(environ=WHATSAPP).whatsapp.on


@pytest.mark.parametrize("missing", WHATSAPP)
def test_a_half_configured_whatsapp_names_the_missing_key(missing):
    environ = {name: value for name, value in WHATSAPP.items() if name != missing}
    assert problems(environ) == [f"{missing} is missing: WhatsApp is half-configured"]


def test_telegram_needs_its_secret_for_webhooks_alone():
    token = {"SAMVAD__TELEGRAM__TOKEN": "1:a"}
    assert load(environ=token).telegram.on
    assert problems({**token, "SAMVAD__TELEGRAM__MODE": "webhook"}) == [
        "SAMVAD__TELEGRAM__SECRET is missing: Telegram is half-configured"
    ]
    assert problems({"SAMVAD__TELEGRAM__SECRET": "s"}) == [
        "SAMVAD__TELEGRAM__TOKEN is missing: Telegram is half-configured"
    ]


def test_a_secret_can_come_from_a_file(tmp_path):
    file = tmp_path / "token"
    file.write_text("1:from-file\n")
    found = load(environ={"SAMVAD__TELEGRAM__TOKEN_FILE": str(file)})
    assert found.telegram.token is not None
    assert found.telegram.token.get_secret_value() == "1:from-file"
    assert "cannot be read" in problems({"SAMVAD__TELEGRAM__TOKEN_FILE": str(tmp_path / "none")})[0]
    file.write_text("\n")
    assert problems({"SAMVAD__TELEGRAM__TOKEN_FILE": str(file)}) == [
        "SAMVAD__TELEGRAM__TOKEN_FILE is empty: set it, or remove it"
    ]


def test_secrets_never_show():
    """Fault 66."""
    environ = {**WHATSAPP, "SAMVAD__WHATSAPP__TOKEN": "do-not-tell"}
    assert "do-not-tell" not in repr(load(environ=environ))
    assert "do-not-tell" not in str(problems({**environ, "SAMVAD__WHATSAPP__API_VERSION": "new"}))


def test_production_refuses_what_only_suits_a_demonstration():
    """Fault 66."""
    assert load(environ=PRODUCTION).database.url == "postgres://samvad@db/samvad"
    found = problems({"SAMVAD__ENVIRONMENT": "production", "SAMVAD__CLOCK__SHIFT_S": "60"})
    assert found == [
        "SAMVAD__CLOCK__SHIFT_S must be 0 in production",
        "SAMVAD__WEB__SECRET must be set in production",
        "SAMVAD__DATABASE__URL must be set in production",
        "SAMVAD__REDIS__URL must be set in production",
        "SAMVAD__WEB__PUBLIC_URL must begin with https:// in production",
    ]


@pytest.mark.parametrize("secret", ["secret", "ChangeMe"])
def test_production_refuses_a_key_that_anybody_would_try_first(secret):
    """Fault 66."""
    (found,) = problems(PRODUCTION | {"SAMVAD__WEB__SECRET": secret})
    assert "easy to guess" in found and secret not in found


def test_a_file_with_unknown_keys_or_secrets_is_refused(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('[web]\nprot = 1\n[telegram]\ntoken = "1:a"\n[colour]\nred = 1\n')
    assert problems({}, file) == [
        "[web] prot in config.toml is not a setting; did you mean SAMVAD__WEB__PORT?",
        "SAMVAD__TELEGRAM__TOKEN is a secret: set it in the environment, not in config.toml",
        "[colour] red in config.toml is not a setting",
    ]


def test_a_missing_or_broken_file_is_an_error(tmp_path):
    assert "cannot be read" in problems({}, tmp_path / "none.toml")[0]
    (tmp_path / "config.toml").write_text("[web\n")
    assert "cannot be read" in problems({}, tmp_path / "config.toml")[0]


def test_settings_are_frozen():
    with pytest.raises(ValueError, match="frozen"):
        load(environ={}).web.port = 1


def test_a_long_data_folder_still_has_a_socket_the_kernel_accepts(tmp_path):
    found = load(environ={"SAMVAD__DATA__DIR": str(tmp_path / ("long" * 40))})
    assert len(found.redis.url.removeprefix("redis+socket://")) < 100
    assert found.redis_is_bundled


def test_the_signing_key_is_made_once_and_kept_private(tmp_path):
    environ = {"SAMVAD__DATA__DIR": str(tmp_path)}
    key = load(environ=environ).signing_key()
    assert len(key) == 64
    assert load(environ=environ).signing_key() == key
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("signing.key", 0o600)
    ]
    assert load(environ={**environ, "SAMVAD__WEB__SECRET": "given"}).signing_key() == b"given"


def test_current_is_read_once(monkeypatch):
    monkeypatch.setenv("SAMVAD__WEB__PORT", "9002")
    assert settings.current().web.port == 9002
    assert settings.current() is settings.current()


def test_wrong_settings_end_a_command_with_plain_lines_and_exit_code_2():
    done = subprocess.run(
        [sys.executable, "-m", "cli", "run"],
        check=False,
        env={"SAMVAD__WEB__PROT": "1", "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "SAMVAD__WEB__PROT is not a setting; did you mean SAMVAD__WEB__PORT?" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_imports_no_room():
    code = "import cli, sys; cli.samvad(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "verify-audit" in done.stdout
    for heavy in ("'pydantic'", "'tortoise'", "'celery'", "'aiohttp'", "'settings'"):
        assert heavy not in loaded


def test_a_missing_schema_is_said_in_words_and_not_as_a_traceback(tmp_path):
    (tmp_path / "samvad.sqlite3").touch()
    command = [sys.executable, "-m", "cli", "officer", "list"]
    environ = {"SAMVAD__DATA__DIR": str(tmp_path)}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 2
    assert "run `samvad migrate`" in done.stderr
    assert "Traceback" not in done.stderr
