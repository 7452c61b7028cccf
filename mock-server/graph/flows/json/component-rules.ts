/**
 * The components of Flow JSON as data: members that each must and may have, the version it came with, how many fit on
 * a screen, and the actions it can start. Source: Meta's "Components" and "Media upload" pages, April 2026. Lengths of
 * texts are not checked: clients cut them off.
 */

export interface ComponentRule {
  /** Members that must be there. */
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  readonly since?: string;
  /** On one screen. */
  readonly most?: number;
  /** Its value is an answer of the user; before 4.0 it stands inside a Form. */
  readonly isInput?: boolean;
}

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);
const rule = (needs: string, takes: string, more: Omit<ComponentRule, 'needs' | 'takes'> = {}): ComponentRule => ({
  needs: words(needs),
  takes: words(takes),
  ...more,
});
const input = (needs: string, takes: string, since = '2.1'): ComponentRule =>
  rule(needs, `enabled visible required init-value error-message helper-text description ${takes}`, {
    since,
    isInput: true,
  });

const SELECTING = 'on-select-action on-unselect-action media-size';

export const COMPONENTS: Readonly<Record<string, ComponentRule>> = {
  TextHeading: rule('text', 'visible'),
  TextSubheading: rule('text', 'visible'),
  TextBody: rule('text', 'font-weight strikethrough visible markdown'),
  TextCaption: rule('text', 'font-weight strikethrough visible markdown'),
  RichText: rule('text', 'visible', { since: '5.1' }),
  TextInput: input('label name', 'input-type pattern min-chars max-chars label-variant'),
  TextArea: input('label name', 'max-length label-variant'),
  CheckboxGroup: input('data-source name', `label min-selected-items max-selected-items ${SELECTING}`),
  RadioButtonsGroup: input('data-source name', `label ${SELECTING}`),
  Dropdown: input('label data-source name', SELECTING),
  DatePicker: input('label name', 'min-date max-date unavailable-dates on-select-action'),
  CalendarPicker: input(
    'label name',
    'title mode min-date max-date unavailable-dates include-days min-days max-days on-select-action',
    '6.1',
  ),
  ChipsSelector: input('label data-source name', `min-selected-items max-selected-items ${SELECTING}`, '6.3'),
  PhotoPicker: input('label name', 'photo-source max-file-size-kb min-uploaded-photos max-uploaded-photos', '4.0'),
  DocumentPicker: input(
    'label name',
    'max-file-size-kb min-uploaded-documents max-uploaded-documents allowed-mime-types',
    '4.0',
  ),
  OptIn: { ...input('label name', `on-click-action ${SELECTING}`), most: 5 },
  Footer: rule('label on-click-action', 'left-caption center-caption right-caption enabled', { most: 1 }),
  EmbeddedLink: rule('text on-click-action', 'visible', { most: 2 }),
  Image: rule('src', 'width height scale-type aspect-ratio alt-text visible', { most: 3 }),
  ImageCarousel: rule('images', 'aspect-ratio scale-type visible', { since: '7.1', most: 2 }),
  NavigationList: rule('name list-items', 'label description media-size on-click-action visible', {
    since: '6.2',
    most: 2,
  }),
  If: rule('condition then', 'else', { since: '4.0' }),
  Switch: rule('value cases', '', { since: '4.0' }),
  Form: rule('name children', 'init-values error-messages'),
};

/** The actions that a member of a component can start. */
export function actionsOf(type: string, member: string): readonly string[] {
  if (member !== 'on-click-action') return ['data_exchange', 'update_data'];
  if (type === 'Footer') return ['complete', 'data_exchange', 'navigate'];
  return type === 'NavigationList' ? ['data_exchange', 'navigate'] : ['data_exchange', 'navigate', 'open_url'];
}

/** Members whose value is true, false or bound to data. */
export const BOOLEANS = new Set(['enabled', 'visible', 'markdown', 'strikethrough']);
/** Members whose value is a text or bound to data; CalendarPicker has structures in some of them. */
export const TEXTS = new Set([
  'label',
  'name',
  'helper-text',
  'condition',
  'left-caption',
  'center-caption',
  'right-caption',
]);
