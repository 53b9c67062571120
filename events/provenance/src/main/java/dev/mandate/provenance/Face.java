package dev.mandate.provenance;

import org.jspecify.annotations.Nullable;

/**
 * What an identifier is compared by, where it is not the same.
 *
 * @param look the same for all that look alike
 * @param site whose it is, as {@link Sites} says; null for what has no host
 * @param siteLook as {@code look}, of the site
 * @param mailbox an address without what many providers take for a note of its owner: what follows a plus sign, and full stops;
 *     null for what is none
 */
record Face(
        String look,
        @Nullable String site,
        @Nullable String siteLook,
        @Nullable String mailbox) {
    private static final int MOST_KEPT = 16_384;
    private static final Memo<String, Face> FACES = new Memo<>(MOST_KEPT, Face::read);

    static Face of(String value) {
        return FACES.of(value);
    }

    private static Face read(String value) {
        var identifier = new Identifier(value);
        var look = Spelling.skeleton(identifier);
        var host = identifier.host();
        if (host == null) return new Face(look, null, null, null);
        var site = Sites.of(host);
        return new Face(
                look, site, Spelling.skeleton(new Identifier(site)), identifier.address() ? mailbox(value) : null);
    }

    private static String mailbox(String address) {
        var at = address.lastIndexOf('@');
        var plus = address.indexOf('+');
        return address.substring(0, plus > 0 && plus < at ? plus : at).replace(".", "") + address.substring(at);
    }
}
