package dev.mandate.lifecycle.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.lifecycle.sql.Rows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A digest that two calls have in common only if one approval is for both. */
final class ApprovalBinding {
    private ApprovalBinding() {}

    static String of(ApprovedCall call) {
        var demands = call.demands().stream()
                .map(Rows::json)
                .sorted(Comparator.naturalOrder())
                .toList();
        var all = List.of(
                call.caller(),
                call.subject().value(),
                String.valueOf(call.delegation()),
                call.session().value(),
                call.digest().toString(),
                call.policyVersion(),
                demands);
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(Rows.json(all).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
