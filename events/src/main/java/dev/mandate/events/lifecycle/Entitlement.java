package dev.mandate.events.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;

/**
 * What a grant gives, named as the catalogue does. Written {@code <kind>:<id>}, for example {@code role:auditor}.
 *
 * @param id of the entry in the catalogue
 */
public record Entitlement(Kind kind, String id) {
    public enum Kind {
        ROLE,
        /** To be known in an application; what its account there may do is the application's own matter. */
        APPLICATION;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Entitlement {
        Objects.requireNonNull(kind, "kind is missing");
        CatalogEntry.checkId(id);
    }

    public static Entitlement role(String id) {
        return new Entitlement(Kind.ROLE, id);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Entitlement of(String text) {
        for (var kind : Kind.values()) {
            var prefix = kind.text() + ":";
            if (text.startsWith(prefix)) return new Entitlement(kind, text.substring(prefix.length()));
        }
        throw new IllegalArgumentException("an entitlement is role:… or application:…");
    }

    @JsonValue
    @Override
    public String toString() {
        return kind.text() + ":" + id;
    }
}
