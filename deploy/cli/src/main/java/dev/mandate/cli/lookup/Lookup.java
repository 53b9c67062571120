package dev.mandate.cli.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.messaging.names.NearName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Finds who is meant by what a person typed: an id, an employee id or a name. */
public final class Lookup {
    private static final Pattern OWN_ACTION = Pattern.compile("([^/:]+)/([^/:]+):([^/:]+)");

    private static final Pattern PERSON_OR_AGENT = Pattern.compile("\\b(?:per|agt)_[a-z0-9]+");

    private static final Pattern ID = Pattern.compile("[a-z]{3}_.*");

    private final ApiClient api;
    private final String admin;
    private final NearNames near;

    /** Of people and agents, by their ids: each is asked for once, however often a list names him. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    public Lookup(ApiClient api, String admin) {
        this.api = api;
        this.admin = admin;
        this.near = new NearNames(api, admin);
    }

    /** @throws NobodyFound if no agent has this id or name */
    public JsonNode agent(String idOrName) {
        return idOrName.startsWith("agt_")
                ? identity("/agents/", idOrName)
                : agentNamed(idOrName).orElseThrow(() -> new NobodyFound(near.ofAgent(idOrName)));
    }

    /** @throws NobodyFound if no person has this id, employee id, mail address or name */
    public JsonNode person(String idOrName) {
        return idOrName.startsWith("per_")
                ? identity("/identities/", idOrName)
                : personNamed(idOrName).orElseThrow(() -> new NobodyFound(near.ofPerson(idOrName)));
    }

    /**
     * The id of a client; what was typed where no name is like it, such as admin.
     *
     * @throws NobodyFound if none has this name and some have one like it, or if several have it
     */
    public String client(String idOrName) {
        if (idOrName.startsWith("cli_")) return idOrName;
        var found = items(api.get(Service.IDENTITY, "/clients?name=" + ApiClient.encode(idOrName), admin)
                .orRefuse());
        if (found.size() > 1)
            throw new NobodyFound("several clients are named " + idOrName + "; name one by its id cli_…");
        if (!found.isEmpty()) return found.path(0).path("client").asText();
        var meant = near.clients(idOrName);
        if (meant.isEmpty() || meant.contains(idOrName)) return idOrName;
        throw new NobodyFound("no client is named " + idOrName + Suggested.meant(meant));
    }

    /** The id of a workload. @throws NobodyFound if none has this name, or if several have it */
    public String workload(String idOrName) {
        if (idOrName.startsWith("wkl_")) return idOrName;
        var found = api.items(Service.IDENTITY, "/workloads?limit=100&name=" + ApiClient.encode(idOrName), admin);
        if (found.size() != 1)
            throw new NobodyFound(
                    found.isEmpty()
                            ? "no workload is named " + NearName.shown(idOrName) + "; `workloads list` has all"
                            : "several workloads are named " + NearName.shown(idOrName) + "; name one by its id wkl_…");
        return found.get(0).path("id").asText();
    }

    /** The id of an agent or a client that there is. @throws NobodyFound if none has this name or id */
    public String agentOrClient(String idOrName) {
        var id = holderOfSecrets(idOrName);
        if (api.get(Service.IDENTITY, "/clients/" + ApiClient.encode(id), admin).status() == 404)
            throw new NobodyFound("no agent or client is named " + NearName.shown(idOrName));
        return id;
    }

    /** @throws NobodyFound if the catalogue has no such role */
    public void requireRole(String id) {
        requireEntry("role", id);
    }

    /** Id of the client, agent or workload whose secrets are meant. Of agents a person needs no right to look through clients. */
    public String holderOfSecrets(String idOrName) {
        if (ID.matcher(idOrName).matches()) return idOrName;
        var agent = agentNamed(idOrName);
        return agent.isPresent() ? agent.get().path("identity").asText() : client(idOrName);
    }

    private Optional<JsonNode> agentNamed(String name) {
        return meant(api.items(Service.IDENTITY, "/agents?limit=200&name=" + ApiClient.encode(name), admin), name);
    }

    private Optional<JsonNode> personNamed(String name) {
        if (name.contains("@")) return personNamed("email=", name).or(() -> personNamed("name=", name));
        if (!HrEvent.isEmployeeId(name)) return personNamed("name=", name);
        return personNamed("employeeId=", name).or(() -> personNamed("name=", name));
    }

    private Optional<JsonNode> personNamed(String parameter, String name) {
        return meant(
                api.items(Service.IDENTITY, "/identities?limit=200&" + parameter + ApiClient.encode(name), admin),
                name);
    }

    private JsonNode identity(String path, String idOrName) {
        return api.get(Service.IDENTITY, path + ApiClient.encode(idOrName), admin)
                .plain()
                .orRefuse();
    }

    /**
     * Something that a delegation may name: a tool, or what may be done with an application's resources,
     * {@code invoicing/invoice:approve}.
     *
     * @throws NobodyFound if the catalogue has no such thing
     */
    public void requireInScope(String name) {
        var own = OWN_ACTION.matcher(name);
        if (own.matches()) {
            requireAction(own.group(1), own.group(2), own.group(3));
            return;
        }
        if (name.equals(ToolScope.ANY_MODEL)) return;
        var model = name.startsWith(ToolScope.MODEL);
        requireEntry(model ? "model" : "tool", model ? name.substring(ToolScope.MODEL.length()) : name);
    }

    private void requireEntry(String kind, String id) {
        if (api.get(Service.LIFECYCLE, "/catalog/" + kind + "/" + ApiClient.encode(id), admin)
                        .status()
                == 404) throw new NobodyFound(near.ofEntry(kind, id));
    }

    /** @throws NobodyFound if there is no such application, it declares no such type, or of it no such action */
    public void requireAction(String application, String type, String action) {
        var actions = texts(resourceType(application, type).path("actions"));
        if (!actions.contains(action))
            throw new NobodyFound(application + ", " + type + ": " + NearName.said("action", action, actions));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** @throws NobodyFound if there is no such application, or it declares no such type */
    public JsonNode resourceType(String application, String type) {
        var answer = api.get(Service.LIFECYCLE, "/catalog/application/" + ApiClient.encode(application), admin);
        if (answer.status() == 404) throw new NobodyFound(near.ofEntry("application", application));
        var there = new ArrayList<String>();
        for (var declared : answer.orRefuse().path("resourceTypes")) {
            if (declared.path("type").asText().equals(type)) return declared;
            there.add(declared.path("type").asText());
        }
        throw new NobodyFound(application + ": " + NearName.said("resource type", type, there));
    }

    /** The id of whom a name means: of an agent, else of a person. Empty where nobody has it. */
    public Optional<String> named(String name) {
        if (ID.matcher(name).matches()) return Optional.empty();
        return agentNamed(name).or(() -> personNamed(name)).map(Lookup::idOf);
    }

    /** A person's or an agent's name for people to read; the id itself where nobody has it. */
    public String nameOf(String identity) {
        var known = names.get(identity);
        if (known != null) return known;
        var found = identity(identity);
        found.ifPresent(name -> names.put(identity, name));
        return found.orElse(identity);
    }

    /** Of somebody by his id, a client, a delegation, which is its task, or a tool as {@code tool/<id>}; empty where nobody has it, or whoever asks may not know. */
    public Optional<String> anyName(String id) {
        if (id.startsWith("tool/")) return member(Service.LIFECYCLE, "/catalog/tool/", id.substring(5), "title");
        if (id.startsWith("del_")) return task(id);
        if (id.startsWith("cli_")) return member(Service.IDENTITY, "/clients/", id, "name");
        return identity(id);
    }

    private Optional<String> task(String delegation) {
        return member(Service.IDENTITY, "/delegations/", delegation, "task");
    }

    private Optional<String> identity(String id) {
        return member(Service.IDENTITY, "/identities/", id, "displayName");
    }

    private Optional<String> member(Service service, String path, String id, String name) {
        var found = api.get(service, path + ApiClient.encode(id), admin).body();
        return Optional.ofNullable(found.path(name).textValue());
    }

    /** A sentence with whom it names by their names, and delegations by their tasks. */
    public String inNames(String sentence) {
        var named = PERSON_OR_AGENT.matcher(sentence).replaceAll(id -> Matcher.quoteReplacement(nameOf(id.group())));
        return TasksInWords.in(named, id -> task(id).map(task -> PlainText.quoted(task, NamesBesideIds.MOST_SHOWN)));
    }

    /** Empty where it is kept no more, or never was. */
    public Optional<JsonNode> delegation(String id) {
        var found = api.get(Service.IDENTITY, "/delegations/" + ApiClient.encode(id), admin);
        return found.status() == 404
                ? Optional.empty()
                : Optional.of(found.plain().orRefuse());
    }

    /** The list in an answer, whether it is the answer itself or its one list member. */
    public static JsonNode items(JsonNode body) {
        if (body.isArray()) return body;
        for (var name : List.of("items", "identities", "agents", "delegations", "entries", "findings"))
            if (body.has(name)) return body.path(name);
        return body;
    }

    /** Of the active ones of this agent; empty where there is none. */
    public static String newestDelegation(ApiClient api, String admin, String agent) {
        var newest = "";
        var since = "";
        for (var delegation : items(api.get(Service.IDENTITY, "/delegations?agent=" + agent, admin)
                .plain()
                .orRefuse())) {
            var created = delegation.path("createdAt").asText();
            if (delegation.path("status").asText().equals("ACTIVE") && created.compareTo(since) > 0) {
                newest = delegation.path("delegation").asText();
                since = created;
            }
        }
        return newest;
    }

    public static String idOf(JsonNode identity) {
        return identity.path("identity").asText(identity.path("id").asText());
    }

    private static Optional<JsonNode> meant(Iterable<JsonNode> found, String name) {
        var meant = meant(found);
        if (meant.isEmpty()) return Optional.empty();
        var newest = meant.get(meant.size() - 1);
        if (meant.size() > 1) System.err.println(said(meant.size(), name, newest));
        return Optional.of(newest);
    }

    /** Those who are active, or all where nobody is; the newest last, since ids are in the order in which they were made. */
    static List<JsonNode> meant(Iterable<JsonNode> found) {
        var all = StreamSupport.stream(found.spliterator(), false)
                .sorted(Comparator.comparing(Lookup::idOf))
                .toList();
        var active = all.stream()
                .filter(it -> it.path("status").asText().equals("ACTIVE"))
                .toList();
        return active.isEmpty() ? all : active;
    }

    private static String said(int many, String name, JsonNode newest) {
        var employee = newest.path("employeeId").asText();
        return many + " are named " + name + ": the newest is meant, " + idOf(newest)
                + (employee.isEmpty()
                        ? ". For another type the id."
                        : " (" + employee + "). For another type the employee id.");
    }

    /** Nobody is meant by what was typed. */
    public static final class NobodyFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NobodyFound(String message) {
            super(message);
        }
    }
}
