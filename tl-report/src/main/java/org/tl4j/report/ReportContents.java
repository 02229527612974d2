package org.tl4j.report;

import java.util.List;
import java.util.stream.Stream;

/** What a report shows. */
public interface ReportContents {
    /** Its title, which may contain names from elsewhere. */
    String title();

    /** What stands above the sections: the result in figures and sentences. */
    Html summary();

    /** Its sections, in their order. */
    List<Section> sections();

    /** The same with a section before its own. */
    default ReportContents after(Section first) {
        ReportContents own = this;
        return new ReportContents() {
            @Override
            public String title() {
                return own.title();
            }

            @Override
            public Html summary() {
                return own.summary();
            }

            @Override
            public List<Section> sections() {
                return Stream.concat(Stream.of(first), own.sections().stream()).toList();
            }
        };
    }
}
