package dev.mandate.lifecycle.catalog;

/**
 * Why the catalogue stays as it is.
 *
 * @param fault what it is about, with what to tell
 */
record CatalogRefusal(Why why, Fault fault) {
    enum Why {
        /** An entry isn't what its kind must be. */
        INVALID,
        /** Another entry needs it. */
        IN_USE,
        /** There is no such entry, or no more. */
        UNKNOWN
    }

    static CatalogRefusal invalid(Fault fault) {
        return new CatalogRefusal(Why.INVALID, fault);
    }

    static CatalogRefusal inUse(Fault fault) {
        return new CatalogRefusal(Why.IN_USE, fault);
    }

    static CatalogRefusal unknown(Kind kind, String id) {
        return new CatalogRefusal(
                Why.UNKNOWN, new Fault("", "there is no " + kind.singular() + " " + id + " in the catalogue"));
    }
}
