package org.tl4j.cli.output;

import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;

/** The only table of the options and commands that replace a {@link CallerTerm} in messages of libraries. */
public final class CommandTerms {
    private CommandTerms() {}

    /** A problem of a library in the words of the command: the rule and the remedy may name options. */
    public static Problem in(Problem problem) {
        return new Problem(problem.subject(), in(problem.rule()), problem.found(), in(problem.remedy()));
    }

    /** A message of a library in the words of the command. */
    public static String in(String message) {
        String text = message;
        for (CallerTerm term : CallerTerm.values()) {
            text = text.replace(term.words(), of(term));
        }
        return text;
    }

    private static String of(CallerTerm term) {
        return switch (term) {
            case NAME_WEIGHTS -> "name the file with --weights FILE";
            case FETCH_ELSEWHERE -> term.words() + " (`tl backbones fetch NAME --to FOLDER`)";
            case OFFLINE -> "nothing may be fetched (--offline, TL_OFFLINE)";
            case CATALOGUE -> "one of those that `tl backbones` lists";
            case IMPORT_NETWORK -> "import the network by `tl backbones import`";
            case REPLACE_IMPORT -> "import it again with --replace";
            case TRAIN_BUNDLE -> "make the bundle again with tl train";
            case FIND_RATE -> "let `tl find-learning-rate` suggest one";
            case START_RUN -> "start the run again without --resume";
            case CHOOSE_RUN_FOLDER -> "choose another folder by --run-folder";
        };
    }
}
