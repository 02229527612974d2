/**
 * From what training and evaluation found to one HTML file that a person reads: {@link org.tl4j.report.Report}. Reports of the
 * learner and images come in; a page goes out that needs no network, with its sections, each of which can be had alone.
 */
package org.tl4j.report;
