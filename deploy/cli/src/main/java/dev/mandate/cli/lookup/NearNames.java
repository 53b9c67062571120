package dev.mandate.cli.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTParser;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.running.Service;
import dev.mandate.messaging.names.NearName;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What may be meant by a name that nothing has, as far as whoever types may see what there is: he may list it himself. */
public record NearNames(ApiClient api, String token) {
    private static final String NOBODY = "";

    /** That no agent has it, and which has one like it. */
    String ofAgent(String name) {
        return ofIdentity("agent", name);
    }

    /** That no person has it, and who has one like it. */
    String ofPerson(String name) {
        var said = ofIdentity("person", name);
        return said.contains(";") ? said : said + "; give the name whole, or the employee id";
    }

    /** Names of people and agents like it. */
    public List<String> identities(String name) {
        var found = api.get(Service.IDENTITY, "/identities?near=" + ApiClient.encode(name), token)
                .plain();
        return found.status() == 200
                ? StreamSupport.stream(found.body().path("items").spliterator(), false)
                        .map(it -> it.path("displayName").asText())
                        .distinct()
                        .toList()
                : ofOwn(name);
    }

    /** Clients of nearly this name, admin among them. */
    List<String> clients(String name) {
        try {
            var all = api.items(Service.IDENTITY, "/clients?limit=200", token).stream()
                    .map(each -> each.path("name").asText());
            return NearName.of(name, Stream.concat(Stream.of("admin"), all).toList());
        } catch (ApiRefused mayNotRead) {
            return List.of();
        }
    }

    /** That the catalogue has no such entry, and which of this kind is like it. */
    String ofEntry(String kind, String id) {
        return "no " + kind + " of the catalogue has the id " + NearName.shown(id) + Suggested.meant(entries(kind, id));
    }

    /** Entries of the catalogue that have nearly this id. */
    public List<String> entries(String kind, String id) {
        try {
            var all = api.items(Service.LIFECYCLE, "/catalog/" + ApiClient.encode(kind) + "?limit=200", token);
            return NearName.of(
                    id, all.stream().map(it -> it.path("id").asText()).toList());
        } catch (ApiRefused mayNotRead) {
            return List.of();
        }
    }

    /**
     * Of a tool that nobody registered, and of arguments that a registered one doesn't take: which may be meant. Empty where nothing is near.
     *
     * @param reason of the denial
     */
    public Optional<String> ofCall(String tool, Set<String> arguments, String reason) {
        var near =
                switch (reason) {
                    case "unknown_resource" -> entries("tool", tool);
                    case "undeclared_argument", "invalid_argument" -> arguments(tool, arguments);
                    default -> List.<String>of();
                };
        return near.isEmpty() ? Optional.empty() : Optional.of("  did you mean " + String.join(" or ", near) + "?");
    }

    private List<String> arguments(String tool, Set<String> typed) {
        var schema = api.get(Service.LIFECYCLE, "/catalog/tool/" + ApiClient.encode(tool), token)
                .body()
                .path("argumentsSchema");
        var declared = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(declared::add);
        var free = declared.stream().filter(name -> !typed.contains(name)).toList();
        return typed.stream()
                .filter(name -> !declared.contains(name))
                .sorted()
                .flatMap(name -> nearest(name, free).stream())
                .distinct()
                .toList();
    }

    /** Names of arguments are short, where one letter too many is much. */
    private static List<String> nearest(String name, List<String> free) {
        var near = NearName.of(name, free);
        return near.isEmpty()
                ? free.stream()
                        .filter(it -> it.startsWith(name) || name.startsWith(it))
                        .toList()
                : near;
    }

    private String ofIdentity(String kind, String name) {
        var begun = "no " + kind + " is named " + NearName.shown(name);
        var found = api.get(Service.IDENTITY, "/identities?near=" + ApiClient.encode(name), token)
                .plain();
        if (found.status() == 200) {
            for (var other : found.body().path("items"))
                if (other.path("displayName").asText().equalsIgnoreCase(name))
                    return begun + "; that is the name of " + (kind.equals("agent") ? "a person" : "an agent");
            return begun + Suggested.meant(named(found.body().path("items"), kind));
        }
        return begun + Suggested.meant(kind.equals("agent") ? ofOwn(name) : List.of());
    }

    private static List<String> named(JsonNode identities, String kind) {
        return StreamSupport.stream(identities.spliterator(), false)
                .filter(it -> it.path("kind").asText().equals(kind.toUpperCase(Locale.ROOT)))
                .map(it -> it.path("displayName").asText())
                .distinct()
                .toList();
    }

    /** A person who may not read about everybody may about his own agents. */
    private List<String> ofOwn(String name) {
        var owner = subject();
        if (!owner.startsWith("per_")) return List.of();
        var own = api.get(Service.IDENTITY, "/agents?limit=200&owner=" + owner, token)
                .plain();
        var names = StreamSupport.stream(own.body().path("items").spliterator(), false)
                .map(it -> it.path("displayName").asText())
                .toList();
        return own.status() == 200 ? NearName.of(name, names) : List.of();
    }

    private String subject() {
        try {
            var subject = JWTParser.parse(token).getJWTClaimsSet().getSubject();
            return subject == null ? NOBODY : subject;
        } catch (ParseException e) {
            return NOBODY;
        }
    }
}
