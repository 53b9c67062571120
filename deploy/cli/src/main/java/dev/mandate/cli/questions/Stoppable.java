package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;

/** What can be stopped by hand, how people name it, and where. */
enum Stoppable {
    CLIENT {
        @Override
        String path(String name, Desk desk) {
            return "/clients/" + ApiClient.encode(desk.lookup().client(name)) + "/";
        }
    },
    AGENT {
        @Override
        String path(String name, Desk desk) {
            return "/agents/" + Lookup.idOf(desk.lookup().agent(name)) + "/";
        }
    },
    ISSUER {
        @Override
        String path(String name, Desk desk) {
            return "/issuers/" + ApiClient.encode(name) + "/";
        }
    },
    PERSON {
        @Override
        String path(String name, Desk desk) {
            return "/identities/" + Lookup.idOf(desk.lookup().person(name)) + "/";
        }
    },
    /** By the id of its root delegation; it is revoked for good. */
    SESSION {
        @Override
        String path(String name, Desk desk) {
            return "/delegations/" + ApiClient.encode(name) + "/";
        }
    },
    /** At the broker, which asks nobody else. */
    ACCOUNT {
        @Override
        String path(String name, Desk desk) {
            throw new IllegalStateException("no service knows an account of the broker");
        }
    };

    static final String KINDS = "client, agent, issuer, person, session or account";
    static final String NAMES =
            "its name or id; of an issuer its URL, of a session the id del_… of its first delegation, of an account its name at the broker";

    abstract String path(String name, Desk desk);

    /** @param act the last part of the path */
    static JsonNode post(SystemOptions options, Stoppable kind, String name, String act, String reason) {
        var desk = Desk.of(options);
        return desk.api()
                .post(Service.IDENTITY, kind.path(name, desk) + act, desk.admin(), Map.of("reason", reason))
                .orRefuse();
    }
}
