package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.result.Result;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an entry as people write it: without revision, and with nothing that the kind doesn't know. */
final class EntryJson {
    private static final int MAX_BYTES = 200 * 1024;
    /** What a person wrote and nobody reads would be lost without a word. */
    private static final ObjectReader STRICT =
            EventJson.mapper().reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Set<String> OURS = Set.of("revision", "deleted");

    private EntryJson() {}

    static Result<CatalogEntry, Fault> read(Kind kind, @Nullable String id, @Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) return fault("", "an entry is a JSON object");
        var allowed = Stream.of(kind.type().getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !OURS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        for (var names = object.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!allowed.contains(name))
                return unknown(JsonPointer.empty().appendProperty(name).toString(), name, allowed);
        }
        var whole = object.deepCopy();
        if (id != null) {
            if (whole.has("id") && !id.equals(whole.path("id").asText()))
                return fault("/id", "must be the id of the address, " + id + ", or left out");
            whole.put("id", id);
        }
        if (!whole.path("id").isTextual()) return fault("/id", "id is missing");
        whole.put("revision", 1).put("deleted", false);
        return parse(kind, whole);
    }

    /** By way of text, so that the bounds of every reader of the topic hold here too. */
    private static Result<CatalogEntry, Fault> parse(Kind kind, ObjectNode whole) {
        try {
            var text = EventJson.mapper().writeValueAsBytes(whole);
            if (text.length > MAX_BYTES) return fault("", "an entry has at most " + MAX_BYTES + " bytes");
            var unkeepable = unkeepable(whole, "");
            if (unkeepable.isPresent()) return Result.refused(unkeepable.get());
            return Result.done(STRICT.forType(kind.type()).readValue(text));
        } catch (UnrecognizedPropertyException e) {
            var known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted();
            return unknown(pointer(e), e.getPropertyName(), known.toList());
        } catch (JsonMappingException e) {
            var message = e.getOriginalMessage();
            var problem = message.indexOf("problem: ");
            return fault(pointer(e), problem < 0 ? message : message.substring(problem + 9));
        } catch (JsonProcessingException e) {
            return fault("", e.getOriginalMessage());
        } catch (java.io.IOException e) {
            return fault("", "can't be read");
        }
    }

    private static Result<CatalogEntry, Fault> unknown(String field, String name, Collection<String> known) {
        return fault(field, NearName.said("member", name, known));
    }

    private static Result<CatalogEntry, Fault> fault(String field, String message) {
        return Result.refused(new Fault(field, message));
    }

    private static String pointer(JsonMappingException e) {
        var pointer = new StringBuilder();
        e.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
        return pointer.toString();
    }

    /** Where a part of the entry is that no store keeps as it is, and what to tell. */
    private static Optional<Fault> unkeepable(JsonNode node, String pointer) {
        if (node.isTextual() && !WholeText.is(node.textValue())) return Optional.of(new Fault(pointer, WholeText.RULE));
        if (node.isDouble() && !Double.isFinite(node.doubleValue()))
            return Optional.of(new Fault(pointer, "must be a number below 1.8e308"));
        for (var members = node.fields(); members.hasNext(); ) {
            var member = members.next();
            if (!WholeText.is(member.getKey()))
                return Optional.of(new Fault(pointer, "a member's name " + WholeText.RULE));
            var inside = unkeepable(member.getValue(), pointer + "/" + member.getKey());
            if (inside.isPresent()) return inside;
        }
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            var inside = unkeepable(node.get(i), pointer + "/" + i);
            if (inside.isPresent()) return inside;
        }
        return Optional.empty();
    }
}
