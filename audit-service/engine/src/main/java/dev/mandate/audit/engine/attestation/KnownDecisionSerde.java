package dev.mandate.audit.engine.attestation;

import dev.mandate.audit.engine.stored.Packed;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The stored form of a known decision: two are written and three are read for each action. */
public final class KnownDecisionSerde {
    private static final int VERSION = 2;
    /** Its texts had lengths of four bytes. */
    private static final int WITH_WIDE_LENGTHS = 1;

    private KnownDecisionSerde() {}

    public static Serde<KnownDecision> serde() {
        return Packed.serde(KnownDecision.class, VERSION, KnownDecisionSerde::write, KnownDecisionSerde::read);
    }

    private static void write(KnownDecision decision, PackedWriter out) {
        out.truth(decision.allowed()).number(decision.read());
        out.text(decision.agent()).text(decision.tool()).text(decision.usedBy());
    }

    private static KnownDecision read(PackedReader in, int version) {
        var allowed = in.truth();
        var read = in.number();
        return version == WITH_WIDE_LENGTHS
                ? new KnownDecision(whole(in.wideText()), whole(in.wideText()), allowed, read, in.wideText())
                : new KnownDecision(in.text(), in.text(), allowed, read, in.textOrNull());
    }

    private static String whole(@Nullable String text) {
        if (text == null) throw new SerializationException("not a whole known decision");
        return text;
    }
}
