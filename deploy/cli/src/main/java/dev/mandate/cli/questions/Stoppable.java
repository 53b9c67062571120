package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.questions.Lookup.NobodyFound;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.messaging.names.NearName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be stopped by hand, how people name it, and where. */
enum Stoppable {
    CLIENT {
        @Override
        String path(String name, Desk desk) {
            return "/clients/" + ApiClient.encode(client(desk, name)) + "/";
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

    /** Of all clients; none where he may not read them. */
    private static List<String> names(Desk desk) {
        try {
            return Stream.concat(
                            Stream.of("admin"),
                            desk.api().items(Service.IDENTITY, "/clients?limit=200", desk.admin()).stream()
                                    .map(each -> each.path("name").asText()))
                    .toList();
        } catch (ApiRefused mayNotRead) {
            return List.of();
        }
    }

    private static String client(Desk desk, String idOrName) {
        if (idOrName.startsWith("cli_")) return idOrName;
        var found = desk.api()
                .get(Service.IDENTITY, "/clients?name=" + ApiClient.encode(idOrName), desk.admin())
                .orRefuse()
                .path("items");
        if (found.isEmpty()) {
            var near = NearName.of(idOrName, names(desk));
            if (near.isEmpty() || near.contains(idOrName)) return idOrName; // such as admin
            throw new NobodyFound("no client is named " + idOrName + Suggested.meant(near));
        }
        if (found.size() > 1)
            throw new NobodyFound("several clients are named " + idOrName + "; name one by its id cli_…");
        return found.path(0).path("client").asText();
    }
}
