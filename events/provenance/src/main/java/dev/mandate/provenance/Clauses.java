package dev.mandate.provenance;

import dev.mandate.provenance.Wording.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Which of a task's words ask for something: "email Bob" does, "which mails did I forward" and "do not send it" don't. Rules of thumb of
 * English, in one walk over the words.
 *
 * <p>One text, one thread.
 */
final class Clauses {
    /** How a word stands in its sentence. */
    enum Use {
        /** Where somebody may be told to do something, and in the form for it. */
        VERB,
        /** It may be a verb or a noun. */
        PLAIN,
        /** Behind an article, or in the plural: a thing. */
        NOUN,
        /** A thing that something is to be made of or done with: "make a transfer". */
        OBJECT,
        /** What is, what was, or how it is done. */
        SAID,
        /** What must not be done. */
        FORBIDDEN
    }

    /**
     * @param stem in lower case
     * @param plain as it was written, in lower case
     * @param name it is written as a name is
     * @param wanted "I need a …": to be got somehow
     * @param opens a sentence begins with it
     */
    record Word(String stem, String plain, Use use, boolean name, boolean wanted, boolean opens) {
        boolean asks() {
            return use == Use.VERB || use == Use.PLAIN;
        }
    }

    /** Before a word that can be a verb: nothing of its clause, or one of these. */
    private static final Set<String> BEFORE_VERBS =
            Wording.words("to and then please you or also now just kindly should must can"
                    + " could will would me us not finally lastly next afterwards first second third ll let help go them him her"
                    + " otherwise so simply directly either both");

    /** Before the form in -ing, which is a noun as often. */
    private static final Set<String> BEFORE_ING =
            Wording.words("mind by for from without start about keep try consider avoid stop in");

    private static final Set<String> ARTICLES =
            Wording.words("the a an my your his her its our their this that these those each every any"
                    + " no some another last latest all which what whose s of");

    /** Verbs that are nouns as often, so that they are one also behind "the last". */
    private static final Set<String> NOUNS =
            Wording.words("transfer refund order book return charge tip post comment reply email mail"
                    + " message share report deposit purchase update change reset release merge push commit invite event plan meeting"
                    + " call text answer booking posting listing request review note record file");

    /** What comes after them is no longer what something is made of. */
    private static final Set<String> AWAY =
            Wording.words("in on of from at by with about for into that which who to as");

    private static final Set<String> PRONOUNS = Wording.words("i we they he she it there");
    private static final Set<String> THEM = Wording.words("it this that them these him her everything");
    private static final Set<String> INTERROGATIVES = Wording.words("what which who whose whom when where why how");
    /** A question with these needs no mark. */
    private static final Set<String> ALWAYS = Wording.words("which who whose whom");

    private static final Set<String> AUXILIARIES = Wording.words(
            "is are was were am did does has do have had will can should would" + " many much long old often far s re");
    private static final Set<String> STATES = Wording.words("is are was were am did does has had");
    private static final Set<String> TELLING = Wording.words("did does had");
    private static final Set<String> HOW = Wording.words("to do does can i we one you many much");
    private static final Set<String> BREAKS = Wording.words("then please but afterwards otherwise");
    private static final Set<String> MODALS = Wording.words("can could would will");
    private static final Set<String> BUT = Wording.words("just only instead rather");

    /** Before "not", where it forbids. */
    private static final Set<String> FORBIDS = Wording.words("do must should shall may please or and but to will");

    private static final Set<String> SHORT_NOT = Wording.words("don mustn shouldn needn");
    private static final Set<String> NO_BAN =
            Wording.words("forget hesitate fail worry mind only just have know remember think sure yet care need");
    private static final Set<String> WITHOUT = Wording.words("without avoid refrain");

    /** Told to the person himself, these are answers. */
    private static final Set<String> ANSWERS = Wording.words(
            "tell inform give show write brief update answer teach ask let walk fill catch warn remember");

    private static final Set<String> MYSELF = Wording.words("me us");

    private static final Set<String> LIGHT = Wording.words(
            "make do place submit issue process initiate arrange request get want need"
                    + " schedule create set leave write add post perform prepare complete execute handle start put like");

    private static final Set<String> WANTS = Wording.words("want need like");
    private static final Set<String> GETS = Wording.words("get call order grab fetch bring buy");
    private static final Set<String> SOME =
            Wording.words("a an some another more two three four five six seven eight nine ten new extra");

    /** Of these one wants an answer. */
    private static final Set<String> ANSWERED =
            Wording.words("summary list overview answer report idea explanation recommendation"
                    + " suggestion translation comparison analysis estimate breakdown count number draft review help hand hint"
                    + " advice look information info picture sense quick short brief detailed complete full few bit");

    private static final Map<String, String> PARTICIPLES = Map.ofEntries(
            Map.entry("paid", "pay"),
            Map.entry("sent", "send"),
            Map.entry("bought", "buy"),
            Map.entry("made", "make"),
            Map.entry("told", "tell"),
            Map.entry("written", "write"),
            Map.entry("given", "give"),
            Map.entry("taken", "take"),
            Map.entry("sold", "sell"),
            Map.entry("withdrawn", "withdraw"),
            Map.entry("thrown", "throw"),
            Map.entry("undone", "undo"));

    private final List<Token> tokens;
    private final EnglishStemmer stemmer = new EnglishStemmer();
    private boolean question;
    private boolean told;
    private boolean forbidden;
    private boolean light;
    private boolean wanting;
    private boolean assured;
    private int banned = -1;

    private Clauses(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Word> read(List<Token> tokens) {
        return new Clauses(tokens).words();
    }

    private List<Word> words() {
        var words = new ArrayList<Word>(tokens.size());
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            begin(at, token);
            turn(at, token.plain());
            var said = PARTICIPLES.getOrDefault(token.plain(), token.plain());
            var use = use(at, token);
            var wanted = wanted(at);
            words.add(new Word(
                    Wording.stem(stemmer, use == Use.SAID ? token.plain() : said),
                    token.plain(),
                    use,
                    token.name(),
                    wanted && !told && !forbidden,
                    token.opens()));
            if (AWAY.contains(token.plain())) light = false;
            if ((use == Use.VERB || use == Use.PLAIN) && LIGHT.contains(token.plain())) light = true;
            ban(at, token.plain());
        }
        return words;
    }

    private void begin(int at, Token token) {
        if (token.opens()) {
            told = question = asks(at, token);
            forbidden = light = wanting = assured = false;
        } else if (token.begins()) {
            forbidden = wanting = false;
            if (!question) told = false;
        }
    }

    /** It is a question for what is, rather than a polite way to tell somebody to do something. */
    private boolean asks(int at, Token token) {
        var plain = token.plain();
        var next = plain(at + 1);
        if (INTERROGATIVES.contains(plain)) {
            if (next.equals("about") || plain.equals("why") && (next.equals("don") || next.equals("not"))) return false;
            return token.queried() || ALWAYS.contains(plain) || AUXILIARIES.contains(next);
        }
        if (STATES.contains(plain)) return true;
        if (plain.equals("do") || plain.equals("have") || plain.equals("should") || plain.equals("may"))
            return PRONOUNS.contains(next) || next.equals("you") || token.queried() && next.equals("any");
        return false;
    }

    /** What is asked for can change in the middle of a sentence. */
    private void turn(int at, String plain) {
        if (BREAKS.contains(plain) || plain.equals("you") && MODALS.contains(plain(at - 1))) {
            told = question = forbidden = false;
        } else if (plain.equals("and")) {
            if (!question) told = false;
        } else if (BUT.contains(plain) && !plain(at + 1).equals("than")) {
            forbidden = false;
        } else if (TELLING.contains(plain)
                || plain.equals("who")
                || plain.equals("how") && HOW.contains(plain(at + 1))) {
            told = true;
        }
        assured |= plain.equals("sure") || plain.equals("ensure"); // "make sure that they are invited"
        if (WANTS.contains(plain) || plain.equals("have") || plain.equals("get"))
            wanting = (ARTICLES.contains(plain(at + 1)) || THEM.contains(plain(at + 1)))
                    && !(plain.equals("have") && ANSWERED.contains(plain(at + 2))); // "have a look"
    }

    private void ban(int at, String plain) {
        if (plain.equals("not")) {
            var before = plain(at - 1);
            if (NO_BAN.contains(plain(at + 1))) return;
            if (before.equals("do")
                    && PRONOUNS.contains(plain(at - 2))
                    && !plain(at + 1).equals("want")) return;
            if (FORBIDS.contains(before) || plain(at + 1).equals("to")) forbidden = true;
        } else if (SHORT_NOT.contains(plain) && plain(at + 1).equals("t")) {
            if (NO_BAN.contains(plain(at + 2))) return;
            if (plain.equals("don")
                    && PRONOUNS.contains(plain(at - 1))
                    && !plain(at + 2).equals("want")) return;
            if (!plain(at - 1).equals("why")) forbidden = true;
        } else if (plain.equals("never") && !PRONOUNS.contains(plain(at - 1))
                || WITHOUT.contains(plain)
                || plain.equals("of") && plain(at - 1).equals("instead")
                || plain.equals("than") && plain(at - 1).equals("rather")) {
            forbidden = true;
        } else if (plain.equals("no") || plain.equals("stop") || plain.equals("quit")) {
            banned = at + 1;
        }
    }

    private Use use(int at, Token token) {
        var plain = token.plain();
        if (forbidden || banned == at) return Use.FORBIDDEN;
        if (told || ANSWERS.contains(plain) && MYSELF.contains(plain(at + 1))) return Use.SAID;
        if (Wording.past(plain) || PARTICIPLES.containsKey(plain)) return passive(at) ? Use.VERB : Use.SAID;
        var before = before(at);
        if (noun(at) || Wording.plural(plain)) return light ? Use.OBJECT : Use.NOUN;
        if (token.begins() || BEFORE_VERBS.contains(before)) return Use.VERB;
        return plain.endsWith("ing") && BEFORE_ING.contains(before) ? Use.VERB : Use.PLAIN;
    }

    private boolean noun(int at) {
        var token = tokens.get(at);
        if (token.begins()) return false;
        if (ARTICLES.contains(plain(at - 1))) return true;
        return NOUNS.contains(token.plain())
                && !tokens.get(at - 1).begins()
                && ARTICLES.contains(plain(at - 2))
                && !BEFORE_VERBS.contains(plain(at - 1))
                && !AWAY.contains(plain(at - 1));
    }

    /** "Should be deleted", "gets paid", "I want it moved". */
    private boolean passive(int at) {
        var before = plain(at - 1);
        if (before.equals("be") || before.equals("get") || before.equals("gets") || before.equals("getting"))
            return true;
        if (assured && STATES.contains(before)) return true;
        return wanting
                && !STATES.contains(before)
                && at > 0
                && !tokens.get(at - 1).name()
                && !PRONOUNS.contains(before)
                && !plain(at + 1).equals("by")
                && !ARTICLES.contains(before);
    }

    /** "I need a flight", "get me two tickets": of the word that says how many. */
    private boolean wanted(int at) {
        var token = tokens.get(at);
        var counted = !token.begins()
                && (SOME.contains(token.plain())
                        || token.plain().equals("the") && plain(at + 1).endsWith("est")); // "get me the cheapest room"
        if (!counted && !token.counted()) return false;
        var before = plain(at - 1);
        var wants = WANTS.contains(before)
                || before.equals("get")
                || MYSELF.contains(before) && GETS.contains(plain(at - 2));
        if (!wants) return false;
        for (int next = at; next < Math.min(tokens.size(), at + 3); next++)
            if (ANSWERED.contains(plain(next))) return false;
        return true;
    }

    /** The word before, without those that only say how. */
    private String before(int at) {
        var before = at - 1;
        if (before >= 0 && plain(before).endsWith("ly") && !tokens.get(before).begins()) before--;
        return plain(before).endsWith("ly") ? "then" : plain(before);
    }

    private String plain(int at) {
        return at < 0 || at >= tokens.size() ? "" : tokens.get(at).plain();
    }
}
