package dev.mandate.console.signin;

/** Who looks at a page. */
public interface Visitor {
    /** Identity id, {@code per_…}. */
    String person();

    /** As people call him. */
    String name();

    /** How he signed in, {@code urn:mandate:acr:…}; empty where nothing says so. */
    String acr();

    /** Never goes into a page. */
    String accessToken();
}
