package dev.mandate.audit.identities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.risk.FindingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What those are called whom a finding names by their ids, from what is known here in memory. A finding is kept with ids alone, since
 * names change; they are said beside the ids where somebody reads it. Who isn't known keeps his id, and no finding waits for a name.
 */
@ApplicationScoped
public class FindingNames {
    /** Agents, and tools, of one finding; further ones keep their ids. */
    static final int MOST = 50;
    /** Characters of a name in a sentence. */
    private static final int MOST_SHOWN = 100;

    private static final String NAMES = "names";
    private static final String OWNERS = "owners";

    private final Function<String, Optional<IdentityState>> identities;
    private final Function<String, Optional<String>> titles;

    @Inject
    FindingNames(Accountable accountable, Surroundings catalogue) {
        this(accountable::known, tool -> catalogue.tool(tool).map(CatalogEntry.Tool::title));
    }

    /** @param titles of tools */
    public FindingNames(
            Function<String, Optional<IdentityState>> identities, Function<String, Optional<String>> titles) {
        this.identities = identities;
        this.titles = titles;
    }

    /**
     * Puts names into a finding's JSON: {@code unmapped.names} by id of agent, person or tool, {@code unmapped.owners} of its agents, and
     * into the sentence that {@code message} is.
     */
    public ObjectNode put(ObjectNode finding) {
        if (!(finding.path("unmapped") instanceof ObjectNode about)) return finding;
        var agents = texts(about.path("agents"));
        var owners = owners(agents);
        var people = new LinkedHashSet<>(agents);
        people.addAll(owners.values());
        people.add(about.path("person").asText());
        people.add(about.at("/triage/by").asText());
        var names = names(people);
        finding.put("message", sentence(finding.path("message").asText(), names));
        for (var tool : tools(finding.path("evidences")))
            titles.apply(tool).filter(title -> !title.equals(tool)).ifPresent(title -> names.putIfAbsent(tool, title));
        names.forEach(about.putObject(NAMES)::put);
        owners.forEach(about.putObject(OWNERS)::put);
        return finding;
    }

    /** What it says, with names. */
    public String sentence(FindingEvent finding) {
        var people = new LinkedHashSet<>(finding.unmapped().agents());
        if (finding.unmapped().person() != null) people.add(finding.unmapped().person());
        return sentence(finding.message(), names(people));
    }

    /** For one line of text: everybody with his name and id. */
    public static String line(JsonNode finding) {
        return finding.path("unmapped").path(NAMES).properties().stream()
                .map(name -> named(name.getValue().asText(), name.getKey()))
                .collect(Collectors.joining(", "));
    }

    private Map<String, String> names(Collection<String> ids) {
        var names = new LinkedHashMap<String, String>();
        for (var id : ids) identities.apply(id).ifPresent(known -> names.put(id, known.displayName()));
        return names;
    }

    private Map<String, String> owners(Collection<String> agents) {
        var owners = new LinkedHashMap<String, String>();
        for (var agent : agents)
            identities.apply(agent).map(IdentityState::owner).ifPresent(owner -> owners.put(agent, owner.value()));
        return owners;
    }

    private static Set<String> tools(JsonNode evidences) {
        var tools = new LinkedHashSet<String>();
        for (var evidence : evidences)
            if (tools.size() < MOST)
                tools.add(evidence.path("data").path("tool").asText());
        return tools;
    }

    private static List<String> texts(JsonNode all) {
        var texts = new LinkedHashSet<String>();
        for (var one : all) if (texts.size() < MOST) texts.add(one.asText());
        return List.copyOf(texts);
    }

    /** The id stands with the first mention; with each, where another one has the same name. */
    private static String sentence(String text, Map<String, String> names) {
        if (names.isEmpty()) return text;
        var ids = names.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![0-9A-Za-z_])(?:", ")(?![0-9A-Za-z_])"));
        var said = new HashSet<String>();
        return Pattern.compile(ids).matcher(text).replaceAll(found -> {
            var id = found.group();
            var name = Objects.requireNonNull(names.get(id));
            var alone = !said.add(id)
                    && names.values().stream().filter(name::equals).count() == 1;
            return Matcher.quoteReplacement(alone ? PlainText.quoted(name, MOST_SHOWN) : named(name, id));
        });
    }

    private static String named(String name, String id) {
        return PlainText.quoted(name, MOST_SHOWN) + " (" + id + ")";
    }
}
