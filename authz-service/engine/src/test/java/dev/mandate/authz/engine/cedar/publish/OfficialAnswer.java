package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse.Decision;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityUID;
import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicyError;
import dev.mandate.authz.engine.cedar.Request;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the official engine says of a request.
 *
 * @param reasons ids of the policies that decided
 * @param errors ids of those that can't be evaluated
 */
record OfficialAnswer(boolean allowed, SortedSet<String> reasons, SortedSet<String> errors) {
    /** Read once, each by a call of machine code; the same few are asked about again and again. */
    private static final Map<EntityUid, EntityUID> READ = new ConcurrentHashMap<>();

    /** @param context in JSON, every value with its escape; that of the request itself is not looked at */
    static OfficialAnswer to(Request request, String context, PolicySet policies, Entities entities) throws Exception {
        // The library only reads contexts as the attributes of some entity.
        var holder = "[{\"uid\": {\"type\": \"C\", \"id\": \"\"}, \"attrs\": " + context + ", \"parents\": []}]";
        var attributes = Entities.parse(holder).getEntities().iterator().next().attrs;
        var response = new BasicAuthorizationEngine()
                .isAuthorized(
                        new AuthorizationRequest(
                                official(request.principal()),
                                official(request.action()),
                                official(request.resource()),
                                attributes),
                        policies,
                        entities);
        assertThat(response.success).as("%s", response).isPresent();
        var answer = response.success.get();
        return new OfficialAnswer(
                answer.getDecision() == Decision.Allow,
                new TreeSet<>(answer.getReason()),
                new TreeSet<>(
                        answer.getErrors().stream().map(e -> e.getPolicyId()).toList()));
    }

    /** The same of ours. */
    static OfficialAnswer like(Answer ours) {
        return new OfficialAnswer(
                ours.allowed(),
                new TreeSet<>(ours.determining()),
                new TreeSet<>(ours.errors().stream().map(PolicyError::policyId).toList()));
    }

    private static EntityUID official(EntityUid uid) {
        return READ.computeIfAbsent(uid, it -> EntityUID.parse(it.toString()).orElseThrow());
    }
}
