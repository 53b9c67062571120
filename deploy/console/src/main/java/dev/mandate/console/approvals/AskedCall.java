package dev.mandate.console.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call that a person's yes would let through, as he is shown it. All texts are plain.
 *
 * @param status {@code ASKED}, {@code GRANTED}, {@code REFUSED}, {@code USED} or {@code ENDED}
 * @param agent who makes it
 * @param agentName empty where nobody says
 * @param what will happen, without who begins it
 * @param before what the session did before
 * @param why somebody is asked
 * @param task in the words of who gave it; empty where whoever looks may not see it
 * @param mine whether whoever looks is the one who is asked, as far as the record says
 * @param asked for what it is, by the names of the record: {@code call tool/email.send}
 * @param acr how he has to have signed in
 * @param answer null until somebody has
 * @param like calls like this that he may agree to; null where each is asked for
 */
public record AskedCall(
        String id,
        String status,
        String agent,
        String agentName,
        String what,
        String before,
        String why,
        String task,
        boolean mine,
        List<String> acr,
        Map<String, String> arguments,
        String asked,
        String decision,
        String askedAt,
        String until,
        @Nullable Answer answer,
        @Nullable LikeCalls like) {
    private static final int LONGEST_BRIEF = 200;

    /**
     * What somebody said.
     *
     * @param by as the page calls him
     * @param reason empty where he gave none
     */
    public record Answer(boolean yes, String by, String at, String reason) {}

    public AskedCall {
        acr = List.copyOf(acr);
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    }

    /** Its arguments in a line, cut. */
    public String brief() {
        var line = arguments.entrySet().stream()
                .map(argument -> argument.getKey() + " = " + argument.getValue())
                .collect(Collectors.joining(", "));
        if (line.length() <= LONGEST_BRIEF) return line;
        var end = Character.isHighSurrogate(line.charAt(LONGEST_BRIEF - 1)) ? LONGEST_BRIEF - 1 : LONGEST_BRIEF;
        return line.substring(0, end) + "…";
    }

    public String name() {
        return agentName.isEmpty() ? agent : agentName;
    }

    private String likeAsText() {
        return like == null ? "" : like.asText();
    }

    /** Of what the page shows of the call: whoever says yes says it to this. The rest of the record may change meanwhile. */
    public String digest() {
        var digest = Sha256.begun();
        for (var text : List.of(id, agent, asked, what, before, why, arguments.toString(), likeAsText())) {
            var bytes = text.getBytes(UTF_8);
            digest.update((bytes.length + "\n").getBytes(UTF_8));
            digest.update(bytes);
        }
        return Sha256.ended(digest).hex();
    }
}
