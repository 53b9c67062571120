package dev.mandate.cli.running;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The four services, the gateway, which runs where it is told which servers stand behind it, and the console, on whose pages people act. */
public enum Service {
    IDENTITY(1),
    LIFECYCLE(2),
    AUTHZ(3),
    AUDIT(4),
    GATEWAY(5),
    CONSOLE(6);

    private final int offset;

    Service(int offset) {
        this.offset = offset;
    }

    /** Those that keep something of their own, and administer it. */
    public static Set<Service> withDatabase() {
        return EnumSet.range(IDENTITY, AUDIT);
    }

    int offset() {
        return offset;
    }

    /** False for the console, which asks the others over HTTP and has no account at the broker. */
    boolean hasBrokerAccount() {
        return this != CONSOLE;
    }

    /** Its broker account and, of the four services, its database role and its schema. */
    public String account() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it stands in a checkout. */
    public String module() {
        return switch (this) {
            case GATEWAY -> "authz-service/gateway";
            case CONSOLE -> "deploy/console";
            default -> title();
        };
    }

    public String title() {
        return withDatabase().contains(this) ? account() + "-service" : account();
    }
}
