package dev.mandate.provenance;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls against their session and their task.
 *
 * @param counting kinds of reasons that speak for what strangers named; the others count for nothing, which is how one learns what they
 *     are worth
 * @param ownDomain whether a host, in lower case and ASCII, is the organisation's own: another mailbox there is no stranger's
 */
public record CallReader(Set<KnownBy> counting, Predicate<String> ownDomain) {
    /** By all reasons that there are. */
    public static final CallReader ALL = new CallReader(EnumSet.allOf(KnownBy.class));

    /** Labels of what reaches somebody, or gives him something. */
    private static final Set<ToolLabel> REACHING =
            Set.of(ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT);

    public CallReader {
        counting = Set.copyOf(counting);
    }

    /** Of an organisation that has no domain. */
    public CallReader(Set<KnownBy> counting) {
        this(counting, host -> false);
    }

    /** The same for an organisation with these domains. */
    public CallReader at(Predicate<String> domains) {
        return new CallReader(counting, domains);
    }

    /**
     * @param before the session's state as of the call before; null for its first
     * @param registered the tool as its owner registered it; null where nobody did
     * @param task what the person asked for, in his words
     */
    public CallFacts read(
            @Nullable SessionRisk before,
            String tool,
            @Nullable Tool registered,
            Map<String, Object> arguments,
            Task task) {
        Set<ToolLabel> labels = registered == null ? Set.of() : registered.labels();
        if (!CallFacts.consequential(labels, registered != null)) return harmless(before, tool);
        var description = registered == null ? null : registered.description();
        var words = task.asks(tool, labels, description);
        if (words == Asked.UNASKED && arguments.isEmpty() && clears(registered)) words = Asked.UNKNOWN;
        var asked = words;
        if (words == Asked.UNASKED && task.step(tool, labels, description)) asked = Asked.UNKNOWN;
        if (words == Asked.UNASKED && registered != null && task.names(tool, labels, description)) asked = Asked.OPEN;
        if (before == null) return new CallFacts(List.of(), false, false, false, false, asked, null);
        var profile = before.profile();
        var unusual = profile != null && !profile.usualTools().contains(tool);
        var rare = profile != null && !profile.knownTools().contains(tool);
        var destinations = new DestinationReader(before, labels, arguments, task, words == Asked.UNASKED, unusual, this)
                .destinations(); // whom a call reaches, words have to tell, whichever tools were named
        if (counting.contains(KnownBy.INSIDE))
            destinations = Inside.among(destinations, before, labels, words, ownDomain);
        if (counting.contains(KnownBy.PASSED_ON))
            destinations = PassedOn.among(destinations, before, labels, arguments, words, task);
        var vouched = vouched(destinations);
        var spread = !before.spread().isEmpty()
                && before.untrustedReads() > 0
                && Spread.digests(tool, labels, arguments, text -> isAmong(vouched, text)).stream()
                        .anyMatch(before.spread()::contains);
        return new CallFacts(destinations, unusual, rare, profile != null, spread, asked, before);
    }

    /**
     * Empties or clears the one thing that it is for, and can be told nothing, by a stranger neither: nobody said what that is. One that
     * can be told what goes clears most where it isn't.
     */
    private static boolean clears(@Nullable Tool tool) {
        return tool != null
                && tool.labels().contains(ToolLabel.DESTROY)
                && Collections.disjoint(tool.labels(), REACHING)
                && tool.argumentsSchema().entrySet().stream().allMatch(CallReader::namesNoArgument);
    }

    private static boolean namesNoArgument(Map.Entry<String, Object> keyword) {
        return switch (keyword.getKey()) {
            case "type", "$schema", "title", "description" -> true;
            case "properties" -> keyword.getValue() instanceof Map<?, ?> named && named.isEmpty();
            case "required" -> keyword.getValue() instanceof Collection<?> named && named.isEmpty();
            case "additionalProperties" -> Boolean.FALSE.equals(keyword.getValue());
            default -> false;
        };
    }

    private static CallFacts harmless(@Nullable SessionRisk before, String tool) {
        var profile = before == null ? null : before.profile();
        return new CallFacts(
                List.of(),
                profile != null && !profile.usualTools().contains(tool),
                profile != null && !profile.knownTools().contains(tool),
                profile != null,
                false,
                Asked.UNKNOWN,
                before);
    }

    /** Those that more than words speaks for, such as the user's own address. */
    private static Set<String> vouched(List<CallFacts.Destination> destinations) {
        var toTask = destinations.stream().anyMatch(to -> to.whole() && to.origin() == SessionRisk.Origin.TASK);
        return destinations.stream()
                .filter(to -> !to.stranger())
                .filter(to -> to.knownBy() == null || to.knownBy().vouches(toTask))
                .map(CallFacts.Destination::value)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isAmong(Set<String> vouched, String text) {
        return !vouched.isEmpty() && vouched.contains(Identifier.of(text).value());
    }
}
