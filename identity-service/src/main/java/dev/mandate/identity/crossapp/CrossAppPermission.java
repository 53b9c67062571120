package dev.mandate.identity.crossapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.clients.metadata.Scopes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a client may act for people, and as what.
 *
 * @param audience issuer of the authorization server elsewhere, exactly as its metadata have it
 * @param resource for which alone; null for an authorization server that has one and doesn't name it
 * @param clientId as which the client is known there
 * @param scopes at most, as they are called there; empty to name none, so that the server there decides
 * @param tools of the catalogue, all that may be done by it: an agent gets one within a task that has each of them, without limits, which nobody
 *     there would keep it to. None for an application
 * @param audTenant the organisation's tenant there; null where there are none
 * @param email whether it tells the person's mail address, by which he may be known there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CrossAppPermission(
        String audience,
        @Nullable String resource,
        String clientId,
        Set<String> scopes,
        Set<String> tools,
        @Nullable String audTenant,
        boolean email) {
    public CrossAppPermission {
        scopes = new TreeSet<>(scopes);
        tools = new TreeSet<>(tools);
    }

    boolean isAt(String named) {
        return bare(audience).equals(bare(named));
    }

    /** Many libraries write a slash behind a host; what is issued is for the issuer as it is registered. */
    private static String bare(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    boolean isFor(String named) {
        return resource != null && bare(resource).equals(bare(named));
    }

    /** Whether they are for the same. */
    boolean clashesWith(CrossAppPermission other) {
        return isAt(other.audience)
                && Optional.ofNullable(resource)
                        .map(CrossAppPermission::bare)
                        .equals(Optional.ofNullable(other.resource).map(CrossAppPermission::bare));
    }

    /** Nothing may be done by it that couldn't be by the other. */
    boolean within(CrossAppPermission other) {
        return clashesWith(other)
                && clientId.equals(other.clientId)
                && (scopes.isEmpty() ? other.scopes.isEmpty() : other.scopes.containsAll(scopes))
                && tools.containsAll(other.tools)
                && Optional.ofNullable(audTenant).equals(Optional.ofNullable(other.audTenant))
                && (other.email || !email);
    }

    static boolean within(Collection<CrossAppPermission> all, Collection<CrossAppPermission> others) {
        return all.stream().allMatch(one -> others.stream().anyMatch(one::within));
    }

    /** For people. */
    String words() {
        return audience + " as " + PlainText.quoted(clientId)
                + ", for " + (resource == null ? "whatever it serves" : resource)
                + (scopes.isEmpty() ? ", with whatever scopes it gives of itself" : ", with " + Scopes.write(scopes))
                + (tools.isEmpty() ? "" : ", within tasks that have " + String.join(" and ", tools))
                + (audTenant == null ? "" : ", in its tenant " + PlainText.quoted(audTenant))
                + (email ? ", telling the mail address" : "");
    }
}
