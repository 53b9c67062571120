package dev.mandate.authz.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where people are asked. */
@ConfigMapping(prefix = "mandate.approvals")
interface ApprovalConfig {
    /** Where lifecycle-service is reached, for the metadata: it has the access request endpoint. */
    @WithDefault("http://127.0.0.1:8082")
    URI address();
}
