package dev.mandate.console.signin;

import dev.mandate.events.lifecycle.MandateRole;
import java.util.Set;

/** Who looks at a page. */
public interface Visitor {
    /** Identity id, {@code per_…}. */
    String person();

    /** As people call him. */
    String name();

    /** How he signed in, {@code urn:mandate:acr:…}; empty where nothing says so. */
    String acr();

    /** Those of Mandate itself that he holds, whatever his sign-in is worth. */
    Set<MandateRole> roles();

    /** Never goes into a page. */
    String accessToken();
}
