package dev.mandate.audit.engine.attestation;

import dev.mandate.audit.engine.attestation.KnownDecision.State;
import dev.mandate.audit.engine.stored.Packed;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import dev.mandate.events.authz.CallDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The stored form of a known decision: two are written and three are read for each action. */
public final class KnownDecisionSerde {
    private static final int VERSION = 4;
    /** Nothing said which approval it rests on. */
    private static final int WITHOUT_APPROVAL = 3;
    /** Before there were permits: one report at most. */
    private static final int WITHOUT_PERMIT = 2;
    /** Its texts had lengths of four bytes. */
    private static final int WITH_WIDE_LENGTHS = 1;

    /**
     * Before the first of the reports: the version before takes it for one more of them, which leaves room for one made-up report less, and hands it on. No
     * report is called so, since their names begin with how long their source is.
     */
    private static final String RECEIPT = "receipt ";

    private KnownDecisionSerde() {}

    public static Serde<KnownDecision> serde() {
        return Packed.serde(KnownDecision.class, VERSION, KnownDecisionSerde::write, KnownDecisionSerde::read);
    }

    private static void write(KnownDecision decision, PackedWriter out) {
        out.truth(decision.allowed()).number(decision.read());
        out.text(decision.agent()).text(decision.tool());
        out.octet(decision.state().ordinal()).texts(withReceipt(decision));
        var call = decision.call();
        out.truth(call != null).number(decision.until());
        if (call != null)
            out.number(call.first()).number(call.second()).number(call.third()).number(call.fourth());
        out.text(decision.approval());
    }

    private static KnownDecision read(PackedReader in, int version) {
        var allowed = in.truth();
        var read = in.number();
        if (version == WITH_WIDE_LENGTHS)
            return before(whole(in.wideText()), whole(in.wideText()), allowed, read, in.wideText());
        var agent = in.text();
        var tool = in.text();
        if (version == WITHOUT_PERMIT) return before(agent, tool, allowed, read, in.textOrNull());
        var state = State.values()[in.octet()];
        var reports = new ArrayList<String>();
        for (int left = in.count(); left > 0; left--) reports.add(in.text());
        var receipt = reports.isEmpty() || !reports.get(0).startsWith(RECEIPT)
                ? null
                : reports.remove(0).substring(RECEIPT.length());
        var permit = in.truth();
        var until = in.number();
        var call = permit ? new CallDigest(in.number(), in.number(), in.number(), in.number()) : null;
        var approval = version > WITHOUT_APPROVAL ? in.textOrNull() : null;
        return new KnownDecision(
                agent, tool, allowed, read, call, until, approval, state, receipt, List.copyOf(reports));
    }

    private static KnownDecision before(
            String agent, String tool, boolean allowed, long read, @Nullable String usedBy) {
        var state = usedBy == null ? State.OPEN : State.TOLD;
        var reports = usedBy == null ? List.<String>of() : List.of(usedBy);
        return new KnownDecision(agent, tool, allowed, read, null, 0, null, state, null, reports);
    }

    private static List<String> withReceipt(KnownDecision decision) {
        var receipt = decision.receipt();
        if (receipt == null) return decision.reports();
        var both = new ArrayList<String>();
        both.add(RECEIPT + receipt);
        both.addAll(decision.reports());
        return both;
    }

    private static String whole(@Nullable String text) {
        if (text == null) throw new SerializationException("not a whole known decision");
        return text;
    }
}
