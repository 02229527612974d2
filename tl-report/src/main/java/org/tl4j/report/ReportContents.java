package org.tl4j.report;

import java.util.List;

/** What a report shows. */
public interface ReportContents {
    /** Its title, which may contain names from elsewhere. */
    String title();

    /** What stands above the sections: the result in figures and sentences. */
    Html summary();

    /** Its sections, in their order. */
    List<Section> sections();
}
