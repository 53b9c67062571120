package dev.mandate.audit.transparency;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Words {
    private Words() {}

    static String lines(long many) {
        return many == 1 ? "1 line" : String.format(Locale.ROOT, "%,d lines", many);
    }

    static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
