package dev.mandate.identity.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Which applications sign themselves up, by a document that they publish. */
@ConfigMapping(prefix = "mandate")
interface ClientDocumentConfig {
    /** Who may: nobody, those of known publishers, or everybody. */
    enum Policy {
        OFF,
        KNOWN,
        OPEN
    }

    @WithDefault("OFF")
    Policy clientDocuments();

    /** Hosts of known publishers, as they stand in addresses, separated by commas; a subdomain is another host. */
    Optional<Set<String>> clientDocumentPublishers();

    /** What such an application may ask people for, separated by commas. */
    @WithDefault("openid,profile,email,tools:call")
    Set<String> clientDocumentScopes();

    /** Whether documents may lie on this machine: for tests alone, since whoever names an address there has us ask it. */
    @WithDefault("false")
    boolean clientDocumentsOnLoopback();
}
