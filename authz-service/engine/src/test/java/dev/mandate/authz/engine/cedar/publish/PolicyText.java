package dev.mandate.authz.engine.cedar.publish;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.Map;
import java.util.Set;

/** Decides over policies as one writes them, without a schema, for a request of {@code User::"alice"} in {@code Team::"sales"}. */
public final class PolicyText {

    private static final EntityUid ALICE = new EntityUid("User", "alice");
    private static final EntityUid SALES = new EntityUid("Team", "sales");
    private static final Map<String, Value> CONTEXT = Map.of(
            "n",
            new LongValue(7),
            "text",
            new StringValue("a*c"),
            "rec",
            new RecordValue(Map.of("n", new LongValue(1))));
    private static final Entities KNOWN = Entities.of(Map.of(
            ALICE,
            new EntityRecord(
                    ALICE, Map.of("age", new LongValue(40)), Map.of("site", new StringValue("bern")), Set.of(SALES))));

    private PolicyText() {}

    public static PolicySet compile(String policies) {
        try {
            return PolicySet.compile(PolicyJson.policies(OfficialCedar.policies(policies)));
        } catch (OfficialCedar.Unreadable e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    public static Answer decide(PolicySet policies) {
        return policies.decide(
                new Request(
                        ALICE, new EntityUid("Action", "read"), new EntityUid("Doc", "1"), new RecordValue(CONTEXT)),
                KNOWN);
    }

    /** {@code true}, {@code false} or {@code error}. */
    public static String value(String condition) {
        var answer = decide(compile("permit(principal, action, resource) when { " + condition + " };"));
        return answer.errors().isEmpty() ? String.valueOf(answer.allowed()) : "error";
    }
}
