package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.stored.Packed;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import dev.mandate.audit.engine.stored.StoredForm;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ForgottenIdentifiers;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The stored form of a session's memory, which is written after each of its actions. */
final class SessionMemorySerde {
    private static final int VERSION = 4;
    /** Before it was kept when something was done last. */
    private static final int WITHOUT_DONE = 3;
    /** The last that kept the words which calls had said. */
    private static final int WITH_WORDS = 2;
    /** Before sessions could forget identifiers. */
    private static final int WITHOUT_FORGOTTEN = 1;

    private SessionMemorySerde() {}

    /** @param form that is written, see {@link StoredForm} */
    static Serde<SessionMemory> serde(int form) {
        return Packed.serde(
                SessionMemory.class,
                VERSION,
                form >= StoredForm.WITH_DONE ? VERSION : WITHOUT_DONE,
                SessionMemorySerde::write,
                SessionMemorySerde::read);
    }

    private static void write(SessionMemory memory, PackedWriter out, int version) {
        out.text(memory.agent()).text(memory.kind());
        out.texts(memory.tools()).texts(memory.destinations());
        out.texts(memory.arguments());
        out.count(memory.readings().size());
        for (var reading : memory.readings().entrySet())
            out.text(reading.getKey()).texts(reading.getValue());
        out.number(memory.touched()).truth(memory.taught());
        write(memory.risk(), out);
        if (version > WITHOUT_DONE) out.number(memory.doneAt());
    }

    private static void write(SessionRisk risk, PackedWriter out) {
        out.text(risk.session().value()).number(risk.revision()).truth(risk.deleted());
        out.octet(risk.level().ordinal()).texts(risk.rules());
        out.count(risk.labels().size());
        for (var label : risk.labels()) out.octet(label.ordinal());
        out.count(risk.calls()).count(risk.untrustedReads()).count(risk.privateReads());
        out.truth(risk.suspicious()).texts(risk.taskIdentifiers());
        out.count(risk.identifiers().size());
        for (var seen : risk.identifiers()) {
            out.text(seen.value()).octet(seen.origin().ordinal()).count(seen.call());
            out.truth(seen.suspicious()).text(seen.known()).texts(seen.sourceWords());
        }
        var profile = risk.profile();
        out.truth(profile != null);
        if (profile != null)
            out.number(profile.sessions()).texts(profile.usualTools()).texts(profile.knownTools());
        out.texts(risk.spread());
        var warned = risk.warnedAt();
        out.truth(warned != null);
        if (warned != null) out.count(warned);
        out.number(risk.at().getEpochSecond()).count(risk.at().getNano());
        var forgotten = risk.forgotten();
        out.truth(forgotten != null);
        if (forgotten != null) out.octets(forgotten.bytes());
    }

    private static SessionMemory read(PackedReader in, int version) {
        var agent = in.text();
        var kind = in.text();
        var tools = Set.copyOf(in.texts());
        var destinations = Set.copyOf(in.texts());
        var arguments = Set.copyOf(in.texts());
        if (version <= WITH_WORDS) in.texts();
        var readings = readings(in);
        var touched = in.number();
        var taught = in.truth();
        var risk = risk(in, version);
        var doneAt = version <= WITHOUT_DONE ? touched : in.number();
        return new SessionMemory(risk, agent, kind, tools, destinations, arguments, readings, touched, taught, doneAt);
    }

    private static Map<String, List<String>> readings(PackedReader in) {
        var readings = new HashMap<String, List<String>>();
        for (int left = in.count(); left > 0; left--) readings.put(in.text(), List.copyOf(in.texts()));
        return readings;
    }

    private static SessionRisk risk(PackedReader in, int version) {
        return new SessionRisk(
                new SessionId(in.text()),
                in.number(),
                in.truth(),
                one(Level.values(), in.octet()),
                in.texts(),
                labels(in),
                in.count(),
                in.count(),
                in.count(),
                in.truth(),
                in.texts(),
                identifiers(in),
                in.truth() ? new TaskProfile(in.number(), Set.copyOf(in.texts()), Set.copyOf(in.texts())) : null,
                Set.copyOf(in.texts()),
                warnedAt(in),
                Instant.ofEpochSecond(in.number(), in.count()),
                version != WITHOUT_FORGOTTEN && in.truth() ? ForgottenIdentifiers.of(in.octets()) : null,
                null,
                null);
    }

    private static Set<ToolLabel> labels(PackedReader in) {
        var labels = EnumSet.noneOf(ToolLabel.class);
        for (int left = in.count(); left > 0; left--) labels.add(one(ToolLabel.values(), in.octet()));
        return labels;
    }

    private static List<SeenIdentifier> identifiers(PackedReader in) {
        var identifiers = new ArrayList<SeenIdentifier>();
        for (int left = in.count(); left > 0; left--)
            identifiers.add(new SeenIdentifier(
                    in.text(), one(Origin.values(), in.octet()), in.count(), in.truth(), in.textOrNull(), in.texts()));
        return identifiers;
    }

    private static @Nullable Integer warnedAt(PackedReader in) {
        return in.truth() ? Integer.valueOf(in.count()) : null;
    }

    /** By its place: {@code SessionMemorySerdeTest} holds the places. */
    private static <E> E one(E[] all, int place) {
        if (place >= all.length) throw new SerializationException("not a session's memory");
        return all[place];
    }
}
