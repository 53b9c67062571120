package dev.mandate.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.value.EntityUID;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Our evaluator and the official one, its policies cached, on the same policies, entities and request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class EngineBenchmark {
    @Param({"10", "100", "1000", "10000"})
    int policies;

    @Param({"scoped", "tenth without scope"})
    String shape;

    private PolicySet ours;
    private Entities entities;
    private Request request;
    private com.cedarpolicy.model.policy.PolicySet theirs;
    private com.cedarpolicy.model.entity.Entities official;
    private AuthorizationRequest asked;
    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();

    @Setup
    public void prepare() throws Exception {
        theirs = com.cedarpolicy.model.policy.PolicySet.parsePolicies(
                EngineWorld.policies(policies, !shape.equals("scoped")));
        var json = new ObjectMapper();
        ours = PolicySet.compile(PolicyJson.policies(json.readTree(theirs.toJson())));
        theirs.cache();
        entities = Entities.of(EntityJson.withoutSchema().entities(json.readTree(EngineWorld.entities())));
        official = com.cedarpolicy.model.entity.Entities.parse(EngineWorld.entities());
        request = new Request(
                new EntityUid("User", "ada"),
                new EntityUid("Action", "a0"),
                new EntityUid("Doc", "doc"),
                RecordValue.EMPTY);
        asked = new AuthorizationRequest(
                EntityUID.parse("User::\"ada\"").orElseThrow(),
                EntityUID.parse("Action::\"a0\"").orElseThrow(),
                EntityUID.parse("Doc::\"doc\"").orElseThrow(),
                Map.of());
        if (!ours().allowed() || !official().success.orElseThrow().isAllowed())
            throw new IllegalStateException("both must allow what one policy permits");
    }

    @Benchmark
    public Answer ours() {
        return ours.decide(request, entities);
    }

    @Benchmark
    public AuthorizationResponse official() throws Exception {
        return engine.isAuthorized(asked, theirs, official);
    }
}
