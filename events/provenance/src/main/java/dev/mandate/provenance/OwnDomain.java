package dev.mandate.provenance;

import java.util.List;

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

    /** Its host has the domain's name in it, as services call the pages of who pays for them: {@code acme.drive.example} beside {@code acme.com}. */
    public boolean names(Identifier page) {
        var host = page.host();
        var dot = domain.indexOf('.');
        return host != null
                && page.url()
                && dot > 0
                && List.of(OutboundUrls.ascii(host).split("\\.")).contains(domain.substring(0, dot));
    }
}
