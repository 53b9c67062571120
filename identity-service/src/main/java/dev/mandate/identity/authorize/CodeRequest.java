package dev.mandate.identity.authorize;

import dev.mandate.identity.agents.ClientAgents;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.documents.ClientDocumentUrl;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.tasks.AskedServer;
import dev.mandate.identity.tasks.TaskDetails;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks for when it sends somebody to sign in, once it was found good.
 *
 * @param scopes empty for all that it may have
 * @param resources what the tokens are for, RFC 8707; empty for our own services
 * @param challenge S256; {@link #NO_CHALLENGE} for an application that is registered without PKCE
 * @param key thumbprint of the key that whoever comes with the code has to have; null for none
 * @param reauthenticate he shows a credential anew, whether or not he is signed in
 * @param silent nobody is shown a page
 * @param maxAge how long ago he may have shown a credential, in seconds; null for any time
 * @param strength how strongly he has signed in at least
 * @param subject who it must be, by an ID token that the application has; null for anybody
 * @param loginHint what he may be called; empty for nothing
 * @param consent he is asked on a page, also by an application that somebody registered for everybody
 * @param byForm it is answered by a form that the browser sends, and not by an address
 * @param task what an agent asks him for; null for an application
 * @param server MCP server for which a client that nobody registered gets a task; null for none
 * @param startedAt when he came here with it
 */
record CodeRequest(
        String client,
        String clientName,
        String redirectUri,
        Set<String> scopes,
        Set<String> resources,
        @Nullable String state,
        @Nullable String nonce,
        String challenge,
        @Nullable String key,
        boolean reauthenticate,
        boolean silent,
        @Nullable Long maxAge,
        Strength strength,
        @Nullable String subject,
        String loginHint,
        boolean consent,
        boolean byForm,
        @Nullable TaskDetails task,
        @Nullable String server,
        Instant startedAt) {
    /** No challenge is as short, and no verifier fits it. */
    static final String NO_CHALLENGE = "none";

    CodeRequest {
        scopes = Set.copyOf(scopes);
        resources = Set.copyOf(resources);
    }

    /** The same, of somebody who signs in as strongly as his role wants it too. */
    CodeRequest atLeast(Strength wanted) {
        return strength.suffices(wanted)
                ? this
                : new CodeRequest(
                        client,
                        clientName,
                        redirectUri,
                        scopes,
                        resources,
                        state,
                        nonce,
                        challenge,
                        key,
                        reauthenticate,
                        silent,
                        maxAge,
                        wanted,
                        subject,
                        loginHint,
                        consent,
                        byForm,
                        task,
                        server,
                        startedAt);
    }

    /** What it asks for at an MCP server; null where it asks for none. */
    @Nullable
    AskedServer asked() {
        if (server == null) return null;
        var application = ClientDocumentUrl.isMeant(client)
                ? new ClientAgents.Application(client, clientName)
                : ClientAgents.Application.registered(clientName, RedirectUris.place(redirectUri));
        return new AskedServer(client, application, server);
    }

    /** Nobody registered it: the person himself decides what it gets. */
    boolean selfRegistered() {
        return SelfRegistered.is(client);
    }

    /** Whether he is asked on a page, beside signing in. */
    boolean asks() {
        return task != null || consent || selfRegistered();
    }
}
