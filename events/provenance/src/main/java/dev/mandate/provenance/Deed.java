package dev.mandate.provenance;

import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of deed, with the English words by which people ask for it and by which tools are named after it. {@code ~} before a word: it is
 * a thing as often as a deed, so that it asks for something only where a verb can stand ("email Bob", not "my email").
 */
enum Deed {
    SEND(
            "send or publish",
            "send write tell forward notify inform contact greet thank remind deliver congratulate respond publish announce tweet"
                    + " ~email ~mail ~message ~dm ~text ~reply ~answer ~share ~report ~feedback ~ask ~invite ~post ~comment ~upload",
            "send email mail message dm sms notify reply forward respond notification chat post publish comment tweet announce"
                    + " share upload"),
    FILL(
            "fill in a form",
            "fill submit register sign apply enter enrol enroll reserve pay buy purchase subscribe rsvp"
                    + " ~post ~comment ~reply ~book ~order ~complete ~finish ~upload",
            "input fill form submit enter type"),
    GRANT(
            "give somebody a right",
            "invite add grant allow authorize authorise permit assign enroll enrol onboard promote share"
                    + " collaborator member participant permission ~access ~join",
            "invite grant share assign add participant collaborator member permission role access promote"),
    PAY(
            "pay",
            "pay transfer refund buy purchase rebuy reimburse deposit donate subscribe reserve repay bill rent fee difference"
                    + " payment money invest withdraw top checkout standing ~order ~book ~return ~charge ~tip",
            "pay payment send transfer buy purchase order checkout refund transaction deposit donate charge book reserve money"),
    DELETE(
            "delete or cancel",
            "delete remove clear cancel erase drop clean destroy revoke wipe discard uninstall kick purge trash rid"
                    + " unsubscribe terminate close undo empty dismiss",
            "delete remove clear cancel erase drop revoke wipe discard purge destroy unsubscribe terminate"),
    SCHEDULE(
            "schedule",
            "schedule reschedule arrange organize organise reserve appointment calendar ~plan ~book ~invite ~meet ~event",
            "schedule reschedule event calendar appointment meeting book reserve"),
    CREATE(
            "create",
            "create add draft generate start register set ~write ~make ~open ~note ~record",
            "create make add new open register generate start init write"),
    CHANGE(
            "change",
            "change update edit modify rename move adjust correct fix reset replace rotate renew set switch ~turn",
            "update change edit modify rename move adjust set reset replace rotate renew"),
    SAVE(
            "save or fetch a file",
            "save download store copy export import backup keep fetch ~archive",
            "save download store copy backup export import"),
    VISIT(
            "visit pages",
            "visit browse website webpage page link url site article blog homepage web online internet click forum"
                    + " ~open ~surf",
            "visit browse open webpage website page url site click navigate");

    /** Of which a verb alone says little, so that what it is done to must be asked for too. */
    private static final Set<Deed> SLIGHT = EnumSet.of(DELETE, CREATE, CHANGE);

    private final String phrase;
    private final Set<String> anywhere;
    private final Set<String> asVerb;
    private final Set<String> naming;

    Deed(String phrase, String asking, String naming) {
        this.phrase = phrase;
        this.anywhere = Wording.stems(asking, word -> !word.startsWith("~"));
        this.asVerb = Wording.stems(asking, word -> word.startsWith("~"));
        this.naming = Wording.stems(naming, word -> true);
    }

    /** As it stands after "asks to". */
    String phrase() {
        return phrase;
    }

    boolean askedBy(Wording.Word word) {
        return !word.told() && (anywhere.contains(word.stem()) || word.verb() && asVerb.contains(word.stem()));
    }

    boolean named(String stem) {
        return naming.contains(stem);
    }

    boolean slight() {
        return SLIGHT.contains(this);
    }

    /** It is a word for doing something, whatever it is. */
    static boolean any(String stem) {
        for (var deed : values())
            if (deed.named(stem) || deed.anywhere.contains(stem) || deed.asVerb.contains(stem)) return true;
        return false;
    }
}
