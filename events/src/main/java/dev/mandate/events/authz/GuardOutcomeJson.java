package dev.mandate.events.authz;

import static dev.mandate.events.cloudevents.JsonMembers.text;
import static dev.mandate.events.cloudevents.JsonMembers.texts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Each decision has a dozen, on its record and in its answer, and most say that the guard passed: of those only whom it looked at
 * and the policies are new, the rest is copied.
 */
final class GuardOutcomeJson extends JsonSerializer<GuardOutcome> {
    private static final SerializableString GUARD = new SerializedString("guard");
    private static final SerializableString ABOUT = new SerializedString("about");
    private static final SerializableString PASSED = new SerializedString("passed");
    private static final SerializableString REASON = new SerializedString("reason");
    private static final SerializableString POLICIES = new SerializedString("policies");

    private static final SerializableString AND_PASSED = new SerializedString("\",\"passed\":true,\"policies\":[");
    private static final SerializableString NEXT = new SerializedString("\",\"");
    private static final SerializableString QUOTE = new SerializedString("\"");
    private static final SerializableString END = new SerializedString("]}");

    /** More names than there are guards are nobody's. */
    private static final int MOST = 64;

    private static final Map<String, Beginning> BEGINNINGS = new ConcurrentHashMap<>();

    /** Of an outcome that names somebody, and of one that doesn't. */
    private record Beginning(SerializableString about, SerializableString whole) {
        static Beginning of(String guard) {
            return new Beginning(
                    new SerializedString("{\"guard\":\"" + guard + "\",\"about\":\""),
                    new SerializedString("{\"guard\":\"" + guard + "\",\"passed\":true,\"policies\":["));
        }
    }

    @Override
    public void serialize(GuardOutcome it, JsonGenerator json, SerializerProvider provider) throws IOException {
        write(it, json);
    }

    static void write(GuardOutcome it, JsonGenerator json) throws IOException {
        var beginning = json instanceof UTF8JsonGenerator && copied(it) ? beginning(it.guard()) : null;
        if (beginning == null) members(it, json);
        else copy(it, beginning, json);
    }

    private static void copy(GuardOutcome it, Beginning beginning, JsonGenerator json) throws IOException {
        if (it.about() == null) {
            json.writeRawValue(beginning.whole());
        } else {
            json.writeRawValue(beginning.about());
            json.writeRaw(it.about());
            json.writeRaw(AND_PASSED);
        }
        var policies = it.policies();
        if (!policies.isEmpty()) {
            for (var at = 0; at < policies.size(); at++) {
                json.writeRaw(at == 0 ? QUOTE : NEXT);
                json.writeRaw(policies.get(at));
            }
            json.writeRaw(QUOTE);
        }
        json.writeRaw(END);
    }

    private static void members(GuardOutcome it, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(GUARD, it.guard(), json);
        text(ABOUT, it.about(), json);
        json.writeFieldName(PASSED);
        json.writeBoolean(it.passed());
        text(REASON, it.reason(), json);
        texts(POLICIES, it.policies(), json);
        json.writeEndObject();
    }

    private static boolean copied(GuardOutcome it) {
        if (!it.passed() || it.reason() != null || (it.about() != null && !plain(it.about()))) return false;
        for (var policy : it.policies()) if (!plain(policy)) return false;
        return true;
    }

    private static @Nullable Beginning beginning(String guard) {
        var known = BEGINNINGS.get(guard);
        if (known != null || BEGINNINGS.size() >= MOST || !plain(guard)) return known;
        return BEGINNINGS.computeIfAbsent(guard, Beginning::of);
    }

    /** Nothing in it is written otherwise in JSON than it is. */
    private static boolean plain(String text) {
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') return false;
        }
        return true;
    }
}
