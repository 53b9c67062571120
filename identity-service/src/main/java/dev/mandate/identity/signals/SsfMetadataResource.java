package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.messaging.http.OpenQuery;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What this transmitter of shared signals can do.
 *
 * @see <a href="https://openid.net/specs/openid-sharedsignals-framework-1_0-final.html">OpenID Shared Signals Framework 1.0 section 7</a>
 */
@OpenQuery
@Path("/.well-known/ssf-configuration")
public class SsfMetadataResource {
    static final String STREAM = "/ssf/stream";
    static final String STATUS = "/ssf/status";
    static final String ADD = "/ssf/subjects/add";
    static final String REMOVE = "/ssf/subjects/remove";
    static final String VERIFY = "/ssf/verification";
    static final String POLL = "/ssf/poll/";

    private final Metadata metadata;

    SsfMetadataResource(BrowserConfig browser, SignalConfig config) {
        var issuer = browser.issuer();
        this.metadata = new Metadata(
                "1_0",
                issuer,
                issuer + "/oauth2/jwks",
                Arrays.stream(StreamRow.Method.values()).map(it -> it.urn).toList(),
                issuer + STREAM,
                issuer + STATUS,
                issuer + ADD,
                issuer + REMOVE,
                issuer + VERIFY,
                List.of("user"),
                config.defaultSubjects().name(),
                List.of(new Scheme("urn:ietf:rfc:6749")));
    }

    /** Members as section 7.1 names them. */
    record Metadata(
            @JsonProperty("spec_version") String version,
            String issuer,
            @JsonProperty("jwks_uri") String keys,

            @JsonProperty("delivery_methods_supported") List<String> deliveryMethods,

            @JsonProperty("configuration_endpoint") String configuration,
            @JsonProperty("status_endpoint") String status,
            @JsonProperty("add_subject_endpoint") String addSubject,
            @JsonProperty("remove_subject_endpoint") String removeSubject,
            @JsonProperty("verification_endpoint") String verification,

            @JsonProperty("critical_subject_members") List<String> criticalMembers,

            @JsonProperty("default_subjects") String defaultSubjects,
            @JsonProperty("authorization_schemes") List<Scheme> schemes) {}

    /** @param urn how receivers are authorized: OAuth 2.0 */
    record Scheme(@JsonProperty("spec_urn") String urn) {}

    /** The metadata. */
    @GET
    @PermitAll
    @Produces("application/json")
    @Operation(summary = "What this transmitter of shared signals can do, SSF 1.0")
    public Metadata metadata() {
        return metadata;
    }
}
