package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;

/** What can be stopped by hand, how people name it, and where. */
enum Stoppable {
    CLIENT {
        @Override
        String path(String name, CommandContext context) {
            return "/clients/" + ApiClient.encode(context.lookup().client(name)) + "/";
        }
    },
    AGENT {
        @Override
        String path(String name, CommandContext context) {
            return "/agents/" + Lookup.idOf(context.lookup().agent(name)) + "/";
        }
    },
    ISSUER {
        @Override
        String path(String name, CommandContext context) {
            return "/issuers/" + ApiClient.encode(name) + "/";
        }
    },
    PERSON {
        @Override
        String path(String name, CommandContext context) {
            return "/identities/" + Lookup.idOf(context.lookup().person(name)) + "/";
        }
    },
    /** By the id of its root delegation; it is revoked for good. */
    SESSION {
        @Override
        String path(String name, CommandContext context) {
            return "/delegations/" + ApiClient.encode(name) + "/";
        }
    },
    /** At the broker, which asks nobody else. */
    ACCOUNT {
        @Override
        String path(String name, CommandContext context) {
            throw new IllegalStateException("no service knows an account of the broker");
        }
    };

    static final String KINDS = "client, agent, issuer, person, session or account";
    static final String NAMES =
            "its name or id; of an issuer its URL, of a session the id del_… of its first delegation, of an account its name at the broker";

    abstract String path(String name, CommandContext context);

    /** @param act the last part of the path */
    static JsonNode post(SystemOptions options, Stoppable kind, String name, String act, String reason) {
        var context = CommandContext.of(options);
        return context.api()
                .post(Service.IDENTITY, kind.path(name, context) + act, context.admin(), Map.of("reason", reason))
                .orRefuse();
    }
}
