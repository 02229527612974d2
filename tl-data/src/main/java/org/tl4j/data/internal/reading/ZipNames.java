package org.tl4j.data.internal.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/**
 * The names of the entries of a zip. An entry may say that its name is UTF-8, by a flag or by an extra field (APPNOTE.TXT,
 * appendix D). Otherwise the names are UTF-8 if all of them are valid UTF-8, because many programs leave the flag out, and
 * else in an unstated code page of the computer that packed them. They are then read by code page 437, in which every
 * byte is a character, so that no two names become equal.
 *
 * @param guessed whether there are names in an unknown code page
 */
record ZipNames(boolean guessed) {
    /** IBM437 may be missing in a small Java; any single-byte encoding keeps names distinct. */
    private static final Charset CODE_PAGE_437 =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[/\\\\.]");

    /** The code pages in which zips with such names are mostly packed. */
    private static final List<String> CODE_PAGES =
            List.of("UTF-8", "GBK", "windows-31j", "x-windows-949", "Big5", "IBM866", "windows-1252");

    static ZipNames of(List<ZipArchiveEntry> entries) {
        List<byte[]> unstated = entries.stream()
                .filter(entry -> stated(entry).isEmpty())
                .map(ZipArchiveEntry::getRawName)
                .filter(name -> !isAscii(name))
                .toList();
        return new ZipNames(!unstated.isEmpty()
                && (unstated.stream()
                                .anyMatch(name ->
                                        strict(name, StandardCharsets.UTF_8).isEmpty())
                        || unstated.stream().noneMatch(ZipNames::isSurelyUtf8)));
    }

    private static boolean isAscii(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** One or two two-byte characters may be an Asian name that is valid UTF-8 by chance, such as "cat" in GBK. */
    private static boolean isSurelyUtf8(byte[] name) {
        return BETWEEN_NAMES
                .splitAsStream(new String(name, StandardCharsets.UTF_8))
                .filter(part -> part.codePoints().anyMatch(c -> c >= 0x80))
                .anyMatch(part -> part.codePoints().filter(c -> c >= 0x80).count() > 2
                        || part.codePoints().anyMatch(c -> c >= 0x800)
                        || isPlausible(part));
    }

    /** The name of an entry. */
    String decoded(ZipArchiveEntry entry) {
        return stated(entry)
                .orElseGet(() -> new String(entry.getRawName(), guessed ? CODE_PAGE_437 : StandardCharsets.UTF_8));
    }

    /** The name if the entry states its encoding or is ASCII. */
    private static Optional<String> stated(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesUTF8ForNames()) {
            return strict(entry.getRawName(), StandardCharsets.UTF_8);
        }
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field) {
            CRC32 checkSum = new CRC32();
            checkSum.update(entry.getRawName());
            if (field.getNameCRC32() == checkSum.getValue() && field.getUnicodeName() != null) {
                return strict(field.getUnicodeName(), StandardCharsets.UTF_8);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a guessed name looks like a word of a European language: Latin letters, most of them ASCII. Names in
     * double-byte encodings do not: they show box drawings, or no ASCII.
     */
    static boolean isPlausible(String name) {
        List<Integer> others = name.codePoints().filter(c -> c >= 0x80).boxed().toList();
        long ascii =
                name.codePoints().filter(c -> c < 0x80 && Character.isLetter(c)).count();
        return others.size() < ascii
                && others.stream()
                        .allMatch(c -> Character.isLetter(c)
                                && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }

    /** The error for a guessed name that cannot be a label, with its possible readings. */
    static DataException unknownCodePage(String location, String label) {
        byte[] bytes = label.getBytes(CODE_PAGE_437);
        List<String> readings = CODE_PAGES.stream()
                .filter(Charset::isSupported)
                .flatMap(page -> strict(bytes, Charset.forName(page)).stream().map(name -> name + " in " + page))
                .toList();
        return new DataException(
                DataKind.UNREADABLE,
                new Problem(
                        location,
                        "must have a class folder named in UTF-8",
                        "a name in a code page that the zip does not state"
                                + (readings.isEmpty() ? "" : ", perhaps " + String.join(", ", readings)),
                        "unpack it with the right code page (as `unzip -O GBK FILE` does for GBK) and give the"
                                + " folder, or pack it again by a program that writes UTF-8"),
                null);
    }
}
