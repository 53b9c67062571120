package dev.mandate.console.apis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the services' APIs are; each URL without a slash at its end. */
@ConfigMapping(prefix = "mandate.console")
interface ApisConfig {
    @WithDefault("http://127.0.0.1:8081")
    String identityUrl();

    @WithDefault("http://127.0.0.1:8082")
    String lifecycleUrl();

    @WithDefault("http://127.0.0.1:8083")
    String authzUrl();

    @WithDefault("http://127.0.0.1:8084")
    String auditUrl();

    /** How long a page waits for one answer. */
    @WithDefault("PT5S")
    Duration patience();

    default String url(Api api) {
        return switch (api) {
            case IDENTITY -> identityUrl();
            case LIFECYCLE -> lifecycleUrl();
            case AUTHZ -> authzUrl();
            case AUDIT -> auditUrl();
        };
    }
}
