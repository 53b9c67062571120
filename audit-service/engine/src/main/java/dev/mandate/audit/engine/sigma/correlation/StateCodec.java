package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState.Incident;
import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stored form of states: what several rules know alike is written once. Its first byte is the version of the form. */
final class StateCodec {
    private static final int VERSION = 3;
    /** The numbers of a state, an observation or an incident. */
    private static final int AROUND = 16;
    /** Of a character. */
    private static final int MOST = 3;

    private StateCodec() {}

    /** What a state is, but for the logic under which it was made. */
    private record Content(long lastArrival, List<Observation> seen, List<Incident> told) {
        static Content of(CorrelationState state) {
            return new Content(state.lastArrival(), state.seen(), state.told());
        }

        /** Not of all that was seen, which is the very same list for most rules and would be gone through for each. */
        @Override
        public int hashCode() {
            return Long.hashCode(lastArrival) + 31 * (seen.size() + 31 * told.size());
        }
    }

    static byte[] write(Map<String, CorrelationState> states) {
        var alike = new LinkedHashMap<Content, List<Map.Entry<String, CorrelationState>>>();
        for (var state : states.entrySet())
            alike.computeIfAbsent(Content.of(state.getValue()), any -> new ArrayList<>())
                    .add(state);
        var out = new StateBuffer(64 + 128 * states.size());
        out.octet(VERSION).small(alike.size());
        for (var same : alike.entrySet()) {
            write(same.getKey(), out);
            out.small(same.getValue().size());
            for (var state : same.getValue())
                out.text(state.getKey()).text(state.getValue().logic());
        }
        return out.written();
    }

    /**
     * What they take at most, without being written: as if each character took the most that one does. Rules that share events mostly come one
     * after the other.
     */
    static long most(Map<String, CorrelationState> states) {
        long most = AROUND;
        CorrelationState last = null;
        for (var state : states.entrySet()) {
            var its = state.getValue();
            most += AROUND + most(state.getKey()) + most(its.logic());
            if (last == null || its.seen() != last.seen() || !its.keepsTheSameAs(last)) most += most(its);
            last = its;
        }
        return most;
    }

    private static long most(CorrelationState state) {
        long most = 0;
        for (var seen : state.seen()) {
            most += AROUND + most(seen.id());
            for (var value : seen.values()) most += most(value);
        }
        for (var incident : state.told()) most += AROUND + most(incident.id());
        return most;
    }

    private static int most(String text) {
        return Short.BYTES + MOST * text.length();
    }

    private static void write(Content content, StateBuffer out) {
        out.number(content.lastArrival()).small(content.seen().size());
        for (var seen : content.seen()) {
            out.text(seen.id()).number(seen.at()).whole(seen.bits());
            out.octet(seen.values().size());
            for (var value : seen.values()) out.text(value);
        }
        out.octet(content.told().size());
        for (var incident : content.told())
            out.text(incident.id()).number(incident.first()).number(incident.last());
    }

    static GroupStates read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) throw new IllegalArgumentException("not correlation states");
            var states = new LinkedHashMap<String, CorrelationState>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                var content = content(in);
                for (int same = in.readUnsignedShort(); same > 0; same--) {
                    var rule = in.readUTF();
                    states.put(
                            rule,
                            new CorrelationState(in.readUTF(), content.lastArrival(), content.seen(), content.told()));
                }
            }
            if (in.available() > 0) throw new IllegalArgumentException("more than correlation states");
            return new GroupStates(states);
        } catch (IOException e) {
            throw new IllegalArgumentException("not correlation states", e);
        }
    }

    private static Content content(DataInputStream in) throws IOException {
        var lastArrival = in.readLong();
        var seen = new ArrayList<Observation>();
        for (int left = in.readUnsignedShort(); left > 0; left--)
            seen.add(new Observation(in.readUTF(), in.readLong(), in.readInt(), texts(in)));
        var told = new ArrayList<Incident>();
        for (int left = in.readUnsignedByte(); left > 0; left--)
            told.add(new Incident(in.readUTF(), in.readLong(), in.readLong()));
        return new Content(lastArrival, List.copyOf(seen), List.copyOf(told));
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readUnsignedByte(); left > 0; left--) texts.add(in.readUTF());
        return texts;
    }
}
