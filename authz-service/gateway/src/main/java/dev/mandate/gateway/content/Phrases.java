package dev.mandate.gateway.content;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Ways of speaking to a model that a text for people has no use for: setting aside what it was told, playing the system's or the user's part,
 * calling upon the assistant to act, hiding something from the user, letters that nobody sees. It only ever warns: that none is found
 * says nothing. Each pattern is tried at each place a bounded number of times.
 */
final class Phrases {
    private static final int MOST_READ = 256 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final int OVERLAP = 512;
    private static final int MOST_UNSEEN = 16;

    private static final String TOLD =
            "(?:instruction|prompt|rule|guideline|direction|command|order|context|message|task)s?";
    private static final String DO =
            "(?:send|transfer|forward|email|mail|post|upload|delete|remove|invite|share|pay|buy|visit|open|fetch|call|run|execute|click|go"
                    + " to|reply|add|create|change|update|grant|book|schedule|reset|write|publish|use)";

    private static final List<Pattern> SPEAKING = List.of(
            // setting aside what the model was told
            Pattern.compile(
                    "\\b(?:ignore|disregard|forget|override|bypass|skip|drop|abandon)\\b[^.!?\\n]{0,40}?\\b(?:previous|prior|earlier|above|preceding|original|all"
                            + " (?:of )?(?:your|the|other|previous)|any|your|system)\\b[^.!?\\n]{0,24}?\\b" + TOLD
                            + "\\b"),
            Pattern.compile(
                    "\\b(?:ignore|disregard)\\b[^.!?\\n]{0,60}?(?:\\band|[,;])\\s(?:just |only |instead |then ){0,2}(?:print|say|output|reply|respond|answer|report|repeat|translate|write)\\b"),
            Pattern.compile(
                    "\\b(?:new|updated|revised|real|actual|hidden|additional|urgent) (?:system )?(?:instruction|prompt|directive)s?\\b[^.!?\\n]{0,30}?(?::|\\bfor (?:you|the (?:ai|assistant|agent|model))\\b|\\bfollow)"),
            Pattern.compile("\\bsystem (?:prompt|message|override|notice)\\s{0,3}:"),
            // playing a part
            Pattern.compile(
                    "<\\|(?:im_start|im_end|system|user|assistant|endoftext)[^>]{0,20}\\|>|\\[/?inst]|<</?sys>>"),
            Pattern.compile(
                    "</?(?:system|system_prompt|instructions?|assistant|tool_result|function_results?|admin_message)>"),
            Pattern.compile(
                    "(?m)^\\s{0,8}(?:#{1,4}\\s{0,3})?(?:system|assistant|developer)(?: message)?\\s{0,2}:[^\\n]{0,120}?\\b(?:you|your|ignore|disregard|must|the user|focus)\\b"),
            // calling upon the assistant to act
            Pattern.compile(
                    "\\b(?:dear|attention|hey|hello|hi|note to|message (?:to|for)|instructions? (?:to|for))\\b[ ,:]{0,3}(?:the |any |all )?(?:ai|llm|chatbot|language model|(?:ai |virtual )assistant|ai agent|gpt|claude|gemini|copilot)\\b"),
            Pattern.compile(
                    "\\b(?:if you are|as|you are) (?:an? |the )?(?:ai|llm|(?:large )?language model|ai (?:assistant|agent)|autonomous agent)\\b[^.!?\\n]{0,80}?\\b(?:must|should|have to|need to|please|are required to|will) (?:first |now |also |immediately )?"
                            + DO + "\\b"),
            Pattern.compile(
                    "\\b(?:before|in order to|prior to) (?:you )?(?:can )?(?:continu|proceed|complet|solv|finish|do|answer|respond)\\w{0,6}\\b[^.!?\\n]{0,60}?\\b(?:you must|you need to|you have to|please|first),? (?:first |also )?"
                            + DO + "\\b"),
            // hiding it
            Pattern.compile(
                    "\\b(?:do not|don't|never|without) (?:tell|telling|inform|informing|mention|mentioning|notify|notifying|alert|alerting|reveal|revealing|show|showing)\\w{0,3}\\b[^.!?\\n]{0,30}?\\b(?:the user|your user|the human|to the user|anyone about this)\\b"));

    /** In a comment of HTML, who is called upon and then what he is to do; read once from the front, since each may be there at every word. */
    private static final Pattern IN_COMMENTS = Pattern.compile(
            "(?<begins><!--)|(?<ends>>)|\\b(?:(?<who>assistant|ai agent|language model|llm)|" + DO + ")\\b");

    private static final int APART = 200;

    private Phrases() {}

    static boolean speakToAModel(List<String> texts) {
        return speakToAModel(texts, () -> false);
    }

    /** @param late whether it is too late to find anything; asked before each piece */
    static boolean speakToAModel(List<String> texts, BooleanSupplier late) {
        var left = MOST_READ;
        for (var text : texts) {
            if (left <= 0) return false;
            var read = text.length() <= left ? text : text.substring(0, left);
            left -= read.length();
            for (var from = 0; from < read.length(); from += PIECE - OVERLAP) {
                if (late.getAsBoolean()) return false;
                if (speaks(read.substring(from, Math.min(read.length(), from + PIECE)))) return true;
            }
        }
        return false;
    }

    private static boolean speaks(String piece) {
        if (hidden(piece)) return true;
        var plain = piece.toLowerCase(Locale.ROOT).replace('’', '\'');
        return SPEAKING.stream().anyMatch(way -> way.matcher(plain).find()) || commandsInComment(plain);
    }

    private static boolean commandsInComment(String plain) {
        if (!plain.contains("<!--")) return false;
        var begun = -1;
        var called = -1;
        var found = IN_COMMENTS.matcher(plain);
        while (found.find()) {
            if (found.start("begins") >= 0) begun = found.end();
            else if (found.start("ends") >= 0) {
                begun = -1;
                called = -1;
            } else if (found.start("who") >= 0) {
                if (begun >= 0 && found.start() - begun <= APART) called = found.end();
            } else if (called >= 0 && found.start() - called <= APART) return true;
        }
        return false;
    }

    /** Tags of Unicode that no font shows, which spell text to a model; an emoji flag of a region has a few. */
    private static boolean hidden(String piece) {
        return piece.codePoints()
                        .filter(letter -> letter >= 0xE0020 && letter <= 0xE007E)
                        .limit(MOST_UNSEEN)
                        .count()
                == MOST_UNSEEN;
    }
}
