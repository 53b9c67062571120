package dev.mandate.gateway.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a message of a server is, from the least on, as RFC 5424 has it. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    public static Optional<LogLevel> of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
