package org.latentfx.io.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.latentfx.text.Refusal;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5Reader.EntryHeader;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/**
 * The real numeric arrays at the top of a MATLAB file of level 5 (as {@code save -v6} and {@code -v7} write it). Cells,
 * structures and objects are passed over unread. The library is given whole bytes and a bound on what it may allocate.
 */
final class MatlabFile {
    private static final byte[] START = "MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] START_73 = "MATLAB 7.3 MAT-file".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n'};
    private static final long MOST_BYTES = 1 << 30;
    private static final long ALWAYS_ALLOWED = 32L << 20;
    private static final long MOST_DEFLATED = 64;
    private static final int MOST_AXES = 4;

    private MatlabFile() {}

    static boolean starts(byte[] head) {
        return startsWith(head, START);
    }

    /** Whether these are the first bytes of HDF5, MATLAB's newer form included, which is not read. */
    static boolean startsHdf5(byte[] head) {
        return startsWith(head, START_73) || startsWith(head, HDF5);
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }

    static List<NumberArray> read(Path file) throws IOException {
        String place = file.toString();
        long length = Files.size(file);
        if (length > MOST_BYTES) throw new Refusal("data.import.large", place, MOST_BYTES >> 20);
        var arrays = new ArrayList<NumberArray>();
        var names = new HashSet<String>();
        var bounded = new Bounded(Math.min(MOST_BYTES, Math.max(ALWAYS_ALLOWED, MOST_DEFLATED * length)), place);
        byte[] bytes = Files.readAllBytes(file);
        MatlabElements.check(bytes, place);
        try (var source = Sources.wrap(bytes)) {
            var reader = Mat5.newReader(source).setBufferAllocator(bounded).disableSubsystemProcessing();
            for (MatFile.Entry entry : reader.setEntryFilter(header -> isNumeric(header, bounded))
                    .readMat()
                    .getEntries()) {
                if (!(entry.getValue() instanceof Matrix matrix)) continue;
                if (!names.add(entry.getName())) throw new Refusal("data.npy.twice", place, entry.getName());
                arrays.add(array(entry.getName(), matrix));
            }
        } catch (Refusal e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "data.import.memory", place, length >> 20);
        } catch (IOException | RuntimeException | Error e) { // the library throws anything at a damaged file
            throw new Refusal(e, "data.import.damaged", place);
        }
        return arrays;
    }

    private static boolean isNumeric(EntryHeader header, Bounded bounded) {
        boolean numeric =
                switch (header.getType()) {
                    case Double, Single, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64 -> true;
                    default -> false;
                };
        int[] axes = header.getDimensions();
        if (!numeric || header.isComplex() || axes.length < 2 || axes.length > MOST_AXES) return false;
        bounded.check(axes);
        return true;
    }

    private static NumberArray array(String name, Matrix matrix) {
        int count = matrix.getNumElements();
        boolean whole = true;
        boolean bytes = true;
        for (int i = 0; i < count; i++) {
            double value = matrix.getDouble(i);
            whole &= value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
            bytes &= value >= 0 && value <= 255;
        }
        bytes &= whole;
        NumberType type = bytes ? NumberType.BYTE : whole ? new NumberType('i', 4, false) : NumberType.FLOAT;
        ByteBuffer values = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = matrix.getDouble(i);
            if (bytes) values.put((byte) value);
            else if (whole) values.putInt((int) value);
            else values.putFloat((float) value);
        }
        List<Integer> shape = Arrays.stream(matrix.getDimensions()).boxed().toList();
        return new NumberArray(name, type, shape, true, () -> new ByteArrayInputStream(values.array()));
    }

    /** Memory for the library: no more in all than such a file can hold. */
    private static final class Bounded implements BufferAllocator {
        private final long most;
        private final String place;
        private long given;

        Bounded(long most, String place) {
            this.most = most;
            this.place = place;
        }

        void check(int[] axes) {
            long count = 1;
            for (int axis : axes) {
                if (axis < 0) throw new Refusal("data.import.damaged", place);
                count = Math.multiplyExact(count, (long) axis);
            }
            if (count > most) throw new Refusal("data.import.damaged", place);
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            given += bytes;
            if (bytes < 0 || given > most) throw new Refusal("data.import.damaged", place);
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {
            given -= buffer.capacity();
        }
    }
}
