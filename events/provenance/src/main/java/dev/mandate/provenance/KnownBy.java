package dev.mandate.provenance;

import static java.util.stream.Collectors.toMap;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why what strangers' text named is no stranger: the strongest reasons first. The session's state holds an identifier's reason as
 * {@link #text()}, and rules see it so as {@code destination.known_by}.
 */
public enum KnownBy {
    /** Earlier sessions without findings use it, of those with this kind of task. */
    PEERS(Strength.PROVEN),

    /** It is the agent's own address, used in many kinds of task and in sight in most sessions, or at the domain of that. */
    OWN(Strength.PROVEN),

    /**
     * Earlier sessions without findings use it, whatever their task, and most of those that read just this saw it. Of what nobody asked for it
     * is told of opened pages alone: whoever writes to all of them needs two answers that somebody asked for to be such an address.
     */
    READINGS(Strength.PROVEN),

    /** Nobody but a place that the task names gets it: it is at its host, or stands in a text to it or on its page. */
    TASK_PLACE(Strength.PROVEN),

    /**
     * It is at a domain of the organisation's own, and the task asks for the call, or a page is opened at just that name as it was shown: nobody outside is
     * told anything. Not told of money, credentials, rights and what is destroyed, which a colleague may want for himself.
     */
    INSIDE(Strength.SUGGESTED),

    /** It has a word in common with what the task names, or is made of a name that the task says. Told of no URL: whoever registers one chooses its words. */
    TASK_WORDS(Strength.WORDED),

    /** The call's other text has a word of what was asked for when it was shown. Told of money only. */
    SOURCE_WORDS(Strength.SUGGESTED),

    /**
     * A page or file is opened by the very link that a text showed, in a task that names no page itself and asks to visit or fetch
     * one, or speaks of what the link is named after: nothing but that is told to whoever wrote it, or whose mailbox it is. Told of opening
     * and of such forms only.
     */
    FOLLOWED(Strength.SUGGESTED),

    /**
     * It stands in a message that the task asks for, as a text showed it, and all who get the message are known: nobody else is told
     * anything. Whoever wrote the text may want just that to be told.
     */
    PASSED_ON(Strength.SUGGESTED),

    /** A page that was always there, at a host that has the name of the agent's own domain: {@code acme.drive.example}. */
    OWN_HOST(Strength.STEADY),

    /** Nearly every peer who read just this saw it, for long, and none was known to use it. */
    ALWAYS_THERE(Strength.STEADY),

    /** A content classifier looked at the answer that showed it and took nothing for instructions: one's own mail or file. */
    CLEARED(Strength.STEADY);

    /** For which calls a reason is enough, and what follows from such a call; the strongest first. */
    public enum Strength {
        /** What peers did, or what the task itself names: enough for any call, and for whatever else the call says of it. */
        PROVEN(Set.of(), true),

        /** Words of the task speak for it: enough for any call, but a demand that travels can have those too. */
        WORDED(Set.of(), true),

        /** Enough for the calls of which it is told, though whoever wrote the text may have chosen the words or the link: it teaches nothing. */
        SUGGESTED(Set.of(), false),

        /**
         * It stood the test of time or a classifier's: enough for money, not for credentials and grants, and for an argument beside a
         * place that the task names. Whoever wrote the text may have waited, or got by the classifier: it teaches nothing.
         */
        STEADY(Set.of(ToolLabel.CREDENTIAL, ToolLabel.GRANT), false);

        private final Set<ToolLabel> notFor;
        private final boolean teaches;

        Strength(Set<ToolLabel> notFor, boolean teaches) {
            this.notFor = notFor;
            this.teaches = teaches;
        }

        /** False where a call that goes by such a reason alone says nothing about what peers use. */
        public boolean teaches() {
            return teaches;
        }

        private boolean enoughFor(Set<ToolLabel> labels, boolean suspicious) {
            return notFor.isEmpty() || !suspicious && Collections.disjoint(notFor, labels);
        }
    }

    private static final Map<String, KnownBy> BY_TEXT =
            Arrays.stream(values()).collect(toMap(KnownBy::text, Function.identity()));

    private final Strength strength;
    private final String text = name().toLowerCase(Locale.ROOT);

    KnownBy(Strength strength) {
        this.strength = strength;
    }

    /** Null where there is no reason, or one that another version told: it speaks for nothing here. */
    public static @Nullable KnownBy of(@Nullable String text) {
        return text == null ? null : BY_TEXT.get(text);
    }

    /** As states and rules have it. */
    public String text() {
        return text;
    }

    public Strength strength() {
        return strength;
    }

    /**
     * Whether it is enough for a call of a tool with these labels, where the session's state tells it.
     *
     * @param suspicious a classifier warned of the answer that showed the identifier
     * @param warned one of the two answers before was warned of
     */
    boolean speaks(Set<ToolLabel> labels, boolean suspicious, boolean warned) {
        return !(this == CLEARED && warned) && strength.enoughFor(labels, suspicious);
    }

    /** Whether it is enough also for what the task does not ask for: what other tasks asked for, or words that fit, explains nothing then. */
    boolean speaksUnasked() {
        return this == PEERS || this == OWN || this == OWN_HOST || this == TASK_PLACE;
    }

    /**
     * Whether more than words speaks for the argument, such as that it is the user's own address.
     *
     * @param toTask the call goes to a place that the task names
     */
    boolean vouches(boolean toTask) {
        return strength == Strength.PROVEN || strength == Strength.STEADY && toTask;
    }
}
