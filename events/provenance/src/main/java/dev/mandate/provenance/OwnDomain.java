package dev.mandate.provenance;

/** The domain that somebody registered for an address; none where anybody gets a mailbox, or a name below it. */
public final class OwnDomain {
    private static final String NONE = "";

    private final String domain;

    public OwnDomain(Identifier address) {
        var host = address.host();
        var registered = host == null ? NONE : Sites.of(host);
        this.domain = Sites.shared(registered) || Sites.suffix(registered) ? NONE : registered;
    }

    /** It is a mailbox or page there: a name that is only like it, anybody can register. */
    public boolean has(Identifier other) {
        var host = other.host();
        return host != null && !domain.isEmpty() && Sites.of(host).equals(domain);
    }
}
