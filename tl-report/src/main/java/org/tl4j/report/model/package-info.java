/** What a model predicted for images whose labels are known comes in; the sections of a report on it go out. */
package org.tl4j.report.model;
