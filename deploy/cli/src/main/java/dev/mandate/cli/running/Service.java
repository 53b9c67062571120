package dev.mandate.cli.running;

import java.util.Locale;

/** The four services. */
public enum Service {
    IDENTITY(1),
    LIFECYCLE(2),
    AUTHZ(3),
    AUDIT(4);

    private final int offset;

    Service(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    /** Its broker account, its database role and its schema. */
    public String account() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return account() + "-service";
    }
}
