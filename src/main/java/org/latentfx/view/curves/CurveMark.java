package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import org.latentfx.train.Event;
import org.latentfx.train.Event.SettingChanged;

/**
 * A mark on the curve: one event, or several that nobody could tell apart, such as the changes of one drag of a slider;
 * of those each setting is named once, with its first and its last value, where the first of them happened, since it
 * acts from there on, unless it is back where it was. Immutable.
 */
record CurveMark(double x, String text) {
    /** Events nearer to each other than this, in pixels, are one mark. */
    private static final double TOGETHER = 12;

    /** The marks of {@code events}, which are in order, from left to right. */
    static List<CurveMark> of(List<Event> events, LongToDoubleFunction xOf) {
        var marks = new ArrayList<CurveMark>();
        int first = 0;
        for (int i = 0; i < events.size(); i++) {
            if (i + 1 < events.size() && goesOn(events, first, i + 1, xOf)) continue;
            String text = together(events.subList(first, i + 1));
            if (!text.isEmpty())
                marks.add(new CurveMark(xOf.applyAsDouble(events.get(first).step()), text));
            first = i + 1;
        }
        return marks;
    }

    /**
     * Whether an event belongs to the mark that begins with the {@code first} one: it is near it, or it goes on with
     * the drag before it, and does not take back what was in force for long enough to be seen.
     */
    private static boolean goesOn(List<Event> events, int first, int next, LongToDoubleFunction xOf) {
        Event begin = events.get(first);
        Event event = events.get(next);
        double x = xOf.applyAsDouble(event.step());
        if (x - xOf.applyAsDouble(begin.step()) < TOGETHER) return true;
        Event before = events.get(next - 1);
        return x - xOf.applyAsDouble(before.step()) < TOGETHER
                && subject(event).equals(subject(before))
                && !takesBack(event, begin);
    }

    private static boolean takesBack(Event event, Event begin) {
        return event instanceof SettingChanged<?> now
                && begin instanceof SettingChanged<?> first
                && now.setting() == first.setting()
                && now.after().equals(first.before());
    }

    /** What an event is about; of one subject a mark tells only the first and the last state. */
    private static Object subject(Event event) {
        return event instanceof SettingChanged<?> change ? change.setting() : event.getClass();
    }

    private static String together(List<Event> events) {
        Map<Object, Event> merged = new LinkedHashMap<>();
        for (Event event : events) merged.merge(subject(event), event, CurveMark::merge);
        return merged.values().stream()
                .filter(event -> !(event instanceof SettingChanged<?> change)
                        || !change.before().equals(change.after()))
                .map(Event::text)
                .collect(Collectors.joining(", "));
    }

    private static Event merge(Event first, Event last) {
        return first instanceof SettingChanged<?> from && last instanceof SettingChanged<?> to ? from.to(to) : last;
    }
}
