package dev.mandate.cli.running;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The four services, and the gateway, which runs where it is told which servers stand behind it. */
public enum Service {
    IDENTITY(1),
    LIFECYCLE(2),
    AUTHZ(3),
    AUDIT(4),
    GATEWAY(5);

    private final int offset;

    Service(int offset) {
        this.offset = offset;
    }

    /** Those that keep something of their own, and administer it. */
    public static Set<Service> withDatabase() {
        return EnumSet.complementOf(EnumSet.of(GATEWAY));
    }

    int offset() {
        return offset;
    }

    /** Its broker account and, of the four services, its database role and its schema. */
    public String account() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return this == GATEWAY ? account() : account() + "-service";
    }
}
