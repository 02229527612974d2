package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.calibration.CalibrationCheck;

/** How well a calibration holds, as text. */
final class CalibrationText {
    private CalibrationText() {}

    static List<String> of(CalibrationCheck check) {
        List<String> lines = new ArrayList<>();
        check.calibratedError()
                .ifPresent(error -> lines.add("Expected calibration error %s; %s at the temperature of the model."
                        .formatted(Format.percentagePoints(check.error()), Format.percentagePoints(error))));
        check.sets()
                .ifPresent(sets -> lines.add("Conformal sets for %s: %s contain the right class (%s), mean size %s."
                        .formatted(
                                Format.percent(sets.wanted()),
                                Format.percent(sets.coverage()),
                                Format.interval(sets.interval()),
                                Format.decimal(sets.meanSize()))));
        check.unfamiliar()
                .ifPresent(found -> lines.add("Unfamiliar: %s of the images (%s)."
                        .formatted(Format.percent(found.share()), Format.interval(found.interval()))));
        return lines;
    }
}
