"""Rules for what a web page leaves in an article, one set of patterns a reason.

Every pattern is about wording or layout that outlets share; none is about one article.
Precision comes first: a phrase that people also write in sentences counts only where
it opens a line, fills it, or stands in capitals.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BARE_BYLINE",
    "BYLINE_TAIL",
    "CREDIT",
    "DATED",
    "DATED_START",
    "DATELINES",
    "INLINE",
    "LABEL",
    "LAST_LINES",
    "LINE_RULES",
    "NO_NAME",
    "POST",
    "REASONS",
    "SHORT_PLACE",
]

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "headline": "the title, repeated above the text",
        "notice": "a word about the page: browser, player, age, section, correction",
        "newsletter": "an invitation to subscribe",
        "promo": "advertising, links to other stories, 'story continues below'",
        "caption": "a caption, photo credit, or label of a picture or video",
        "dateline": "place and agency before the first sentence",
        "byline": "who wrote or contributed",
        "contact": "an e-mail address to write to",
        "social": "share buttons, accounts to follow",
        "copyright": "rights and licences",
        "url": "a web address within the text",
    }
)

_NAME = r"[A-ZÀ-Þ][\w.'’\-]*(?: (?:[A-ZÀ-Þ][\w.'’\-]*|d[aei]l?|la|van|von|der|bin|al))"
_FULL_NAME = _NAME + "{1,4}"
_AGENCY = (
    r"(?:AP(?: Photo| Images)?|AFP(?:TV)?|EPA(?:-EFE)?|EFE|TNS|TASS|UPI|NPR|DPA|dpa|"
    r"Associated Press|Reuters|REUTERS|Getty(?: Images)?|Bloomberg(?: News)?|"
    r"Shutterstock|ZUMA(?: ?Press| Wire)?|Zuma Press|NurPhoto|(?:SIPA|Sipa)(?: USA)?|"
    r"Redux|Polaris|Corbis|Anadolu(?: Agency)?|Xinhua|Alamy|iStock(?:photo)?|Landov|"
    r"Dreamstime|Pixabay|Unsplash|[Pp]ool(?: [Pp]hoto)?|POOL|Icon Sportswire|"
    r"(?:[A-Z][\w.]+ ){1,3}(?:News|Post|Times|Press|Tribune|Journal|Gazette|Register|"
    r"Globe|Chronicle|Herald|Magazine|Images|Photo)|"
    r"(?:CNN|NBC|ABC|CBS|Fox)(?: News)?|C-SPAN)"
)
_FILE = r"(?:[/,] ?[Ff]ile(?: [Pp]hoto)?)?"
_AGENCIES = rf"{_AGENCY}(?:(?: ?[-/,–\\] ?| via | for ){_AGENCY})*{_FILE}"

_NOTICE = (
    r"(?i:(?:IE|internet explorer) ?\d* is not supported\b.*)",
    r"(?i:for an optimal experience\b.*)",
    r"(?i:(?:please )?(?:enable|turn on) javascript\b.*)",
    r"(?i:javascript (?:is|must be) (?:disabled|enabled|required)\b.*)",
    r"(?i:your browser (?:does not|doesn['’]t|is not|is out|isn['’]t)\b.*)",
    r"(?i:this browser (?:does not|is not|is no longer)\b.*)",
    r"(?i:(?:we|this (?:web)?site|by (?:continuing|using))\b.{0,80}\bcookies\b.*)",
    r"(?i:this (?:is a rush transcript|transcript (?:has been|may))\b.*)",
    r"(?i:this (?:article|story|content) (?:was|is|has been)? ?"
    r"(?:more than \d+ \w+ old|(?:originally|first) (?:published|appeared)|"
    r"(?:has been )?updated)\b.*)",
    r"(?i:this (?:article|story|post) (?:originally|first) appeared\b.*)",
    r"(?i:originally published\b.*)",
    r"(?i:\d+ (?:year|month|week|day|hour|minute)s? ago)",
    r"(?i:loading ?(?:\.+|…)?)",
    r"(?i:\[(?:pullquote|break|embed|gallery|caption|video|photo|image)\b[^\]]*\])",
    r"(?i:don['’]t see the (?:graphic|video|chart|map)\b.*)",
    r"(?i:scroll down for\b.{0,40})",
    r"<!–|//–>|<!--|-->",
    r"(?:ANALYSIS ?/ ?)?(?:OPINION|ANALYSIS|COMMENTARY|EDITORIAL):?",
    r"(?:Editor|EDITOR)(?:['’]s|['’]S|s|S)? ?(?:note|Note|NOTE)\b ?[:—–-].*",
    r"(?:Correction|CORRECTION|Clarification|CLARIFICATION)s? ?[:—–].*",
    r"(?i:the (?:opinions|views) expressed (?:by|in|here|are)\b.*)",
    r"(?i:this (?:story|article|report) (?:is|was) based (?:in part )?on wire\b.*)",
)
_NEWSLETTER = (
    r"(?i:(?:sign[- ]?up|subscribe)\b.{0,250}\b(?:newsletters?|inbox|e-?mails?|alerts|"
    r"briefing|updates|here|now|today|free)\b.{0,150})",
    r"(?i:(?:[\w’']+ ){0,4}newsletters? sign[- ]?up\b.*)",
    r"(?i:.{0,900}\bby signing up,? you\b.*)",
    r"(?i:\W*(?:get|receive|want|stay|email updates)\b.{0,250}"
    r"\b(?:inbox|newsletters?|sign up (?:here|now|today))\b.{0,150})",
    r"(?i:for (?:more|indispensable)\b.{0,120}\bsubscribe to\b.{0,60}newsletters?\W*)",
    r"(?i:manage newsletters|(?:\w+ ){0,3}newsletters?)",
    r"(?i:(?:like this (?:article|story)\? )(?:sign|subscribe)\b.*)",
)
_PROMO = (
    r"(?i:(?:advertisements?:?\s*)+(?:continue reading (?:below|the main story))?)",
    r"AD|Ad|ADS|(?i:supported by|sponsored(?: content| by)?|paid (?:post|content))",
    r"(?i:(?:story|article|post) continue[sd]? (?:below|after)\b.{0,50})",
    r"(?i:continue reading (?:below|the main story|this story)\b.{0,40})",
    r"(?i:get more news.{0,40})",
    r"(?i:click (?:here|through|on the link)? ?(?:to|for)\b.{0,180})",
    r"(?i:get the (?:[\w’']+ ){0,4}app\b.{0,60})",
    r"(?i:download (?:the|our)\b.{0,60}\bapps?\b.{0,60})",
    r"(?i:(?:read|see|watch|view|hear|listen to|learn|find out)? ?more"
    r"(?: here| on this| like this| stories| coverage| news)? ?(?:\.{3}|…|:|»|>)?)",
    r"(?i:(?:read more|more|more (?:from|on|in)(?: [\w&’']+){1,4}|related(?: \w+){0,2}|"
    r"see also|also see|read also|also read|read next|up next|watch(?: live| now)?|"
    r"must[- ](?:read|see|watch)|recommended|don['’]t miss|trending(?: now)?|"
    r"full coverage|special coverage|complete coverage|read|explore|quiz|listen|"
    r"also on \w+)\s*[:|»>].{0,220})",
    r"(?i:further reading:?)",
    r"(?i:read more (?:at|on|from|about|in|here)\b.{0,150})",
    r"Related (?:Video|Article|Story|Stories|Content|Coverage|Links?)\b.{0,400}",
    r"JUST WATCHED .*|MUST WATCH .*",
    r"(?i:watch the (?:latest|full|live)\b.{0,30}\b(?:at|on|below|here)\b.{0,60})",
    r"(?i:visit\b.{0,60}\bhomepage for more\b.*)",
    r"(?i:(?:support|thank you for supporting)(?: [\w’']+){0,2} (?:our|independent|"
    r"quality|local|explanatory|investigative|strong|trusted) journalism\b.{0,200})",
    r".{0,140}\bVote (?:Here )?Now\b(?: (?:in|on) .{0,30})?[:.!]?",
    r"(?i:(?:something to consider )?if you (?:enjoyed|liked) this\b.{0,600})",
    r"(?i:join the (?:conversation|discussion)\b.{0,100})",
)
_CAPTION = (
    r"(?:IMAGE|PHOTO|VIDEO|GRAPHIC|SLIDESHOW|GALLERY|PICTURED|FILE|CAPTION|Image|Photo|"
    r"Video|Slideshow|Gallery|Pictured?|Caption|File photo|File Photo|FILE PHOTO)"
    r"S?s?(?: [Cc]redits?| [Bb]y)?\s*[:|].*",
    r"(?:PHOTO|VIDEO|IMAGE|Photo|Video|Image|Slideshow|Gallery|Media)s?",
    r"(?:FILE|File) ?[-–—] .*",
    r"(?i:(?:image|photo|media|video) (?:copyright|caption)\b.*)",
    r"(?i:(?:image|photo|media|video) source ?[:,].*)",
    r"(?i:media playback is (?:un|not )supported\b.*)",
    r"(?i:(?:enlarge (?:this )?image|toggle caption|hide caption|buy photo)\b.*)",
    r"CLOSE(?: [A-Z“\"‘'(].*)?",
    r"(?i:slideshow \(\d+ images?\)|(?:prev|next) image \d+ of \d+)",
    r"(?i:(?:image|photo|slide)? ?\d+ (?:of|/) \d+(?: photos?| images?)?)",
    r"Facebook Twitter Pinterest .*",
    r"\(?(?:Photo: )?" + _AGENCIES + r"\)?",
    _FULL_NAME + r" ?[/|] ?" + _AGENCIES,
)
_SHARE_WORD = (
    r"(?:share|tweet|post|pin|print|e-?mail|facebook|twitter|whatsapp|linkedin|reddit|"
    r"flipboard|messenger|pinterest|tumblr|instagram|copy link|comments?|play|save)"
)
_SOCIAL = (
    rf"(?i:(?:share this (?:article|story|page|video)\W*)?(?:{_SHARE_WORD}\b\W*)+)",
    r"(?i:share (?:this|on|via)\b.{0,80})",
    r"(?i:read or share this\b.{0,300})",
    r"(?i:\W*follow\b.{0,100}(?:@\w|\b(?:twitter|facebook|instagram|tiktok|whatsapp|"
    r"on social media|on x)\b).{0,120})",
    r"(?i:\W*(?:join|like|find|watch|subscribe to) us (?:on|at)\b.{0,100})",
    r"(?:On|on) Twitter:? @\w+\W*",
    rf"{_FULL_NAME} (?:on|is on) (?:Twitter|Facebook):? ?@?\w*\W*",
)
_CONTACT = (
    r"\S+@[\w-]+(?:\.[\w-]+)+",
    r"(?i:\W*(?:(?:you can |please )?(?:write to|e-?mail|contact|reach|send)|tips?\b|"
    r"got a|have a|let us know|mailing list|questions?\b|comments?\b))"
    r".{0,250}\S+@[\w-]+\.\w+.{0,150}",
)
_COPYRIGHT = (
    r"(?:©|\([cC]\) ?(?:19|20)\d\d).*",
    r"(?i:copyright) ?(?:©|\([cC]\)|(?:19|20)\d\d|by [A-Z]).*",
    r"(?i:.{0,250}\ball rights reserved\b.{0,80})",
    r"(?i:this material may not be (?:published|reproduced)\b.*)",
    r"(?i:content created by .{0,80} is available without charge\b.*)",
    r"(?i:click here for reprint permission\b.*|reprinted with permission\b.*)",
)
_BYLINE = (
    r"(?:By|BY|Analysis by|Story by|Reporting by|Words by|Text by|Written by|Posted by)"
    rf" (?!(?i:the|any|all|law)\b){_NAME}{{1,3}}"
    rf"(?:(?:,? and|,| &) {_NAME}{{1,3}})*(?:(?:,| ?/| ?\|| for| in) [^.!?]{{2,80}})?",
    rf"(?:By|BY) {_FULL_NAME}/[^.!?]{{2,40}}",
    r"(?i:\(?(?:additional )?(?:reporting|writing|editing) by)(?-i: [A-Z].{0,300})",
    r"(?:Special (?:for|to) (?:the |The )?[A-Z][\w ]{2,40}|Opinion contributor|"
    r"(?:The )?Associated Press|Reuters|AFP|USA TODAY|Staff [Ww]riters?)",
    rf"\W*{_FULL_NAME},? (?:is|was|are|covers|writes|hosts|works|has)\b.{{5,500}}"
    r"(?:[.!?][”\"]? (?:You can )?(?:[Ff]ollow|[Ee]-?mail|[Cc]ontact|[Rr]each) "
    r"(?:him|her|them|us|me|@|on Twitter|[A-Z]).{0,200}"
    r"|\b(?:can be|be) (?:reached|contacted|followed) (?:at|on)\b.{0,120})",
    r"(?i:information from\b.{0,100}\bwas used in this report\W*)",
    r"(?i:this (?:report|story|article) (?:contains|includes) (?:material|reporting)"
    r" from\b.{0,120})",
)


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Tried in this order on a whole line; the number is the longest line it may be.
LINE_RULES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("notice", _whole(_NOTICE), 1000),
    ("newsletter", _whole(_NEWSLETTER), 1200),
    ("copyright", _whole(_COPYRIGHT), 500),
    ("caption", _whole(_CAPTION), 100_000),
    ("byline", _whole(_BYLINE), 700),
    ("social", _whole(_SOCIAL), 350),
    ("contact", _whole(_CONTACT), 450),
    ("promo", _whole(_PROMO), 1000),
)

# The end of a sentence, and no abbreviation such as "U.S." or "St.".
_GLUE = r"(?:[a-z]{3}|\d|[)\]])[.!?][”\"’]?"

# A photo credit at the end of a line makes the line a caption.
_CREDITS = (
    # ... on Saturday.Jane Doe / AFP - Getty Images: no blank, the page glued them
    rf"{_GLUE}{_FULL_NAME} ?(?:/|via|for) ?[A-Z][^.!?]{{1,50}}",
    rf"{_GLUE}(?:{_FULL_NAME} ?[/|] ?)?{_AGENCIES}",
    # ... on Saturday. Jane Doe/AP
    rf"(?:^|[.!?]|[.!?][”\"’)]|\d|[a-z]) {_FULL_NAME} ?[/\\|] ?{_AGENCIES}",
    r"REUTERS/[A-Z][^.!?]{2,60}|via REUTERS(?:/File Photo)?",
    # ... on Saturday. (AP Photo/Jane Doe)
    r"\((?:[A-Z]\w+ )?(?:Photo|photo|Photograph|Picture|Image|Screenshot|Screengrab|"
    r"Illustration|Graphic)s?\b[^()]{0,120}\)",
    rf"\((?:[^()]{{2,60}}[/,] ?)?{_AGENCIES}\)(?: \d{{4}} \w+)?",
    rf"\([^()]{{2,60}}[/,] ?{_AGENCIES}[^()]{{0,40}}\)(?: \d{{4}} \w+)?",
    # ... on Saturday. Photograph: Jane Doe/AFP
    r"\b(?:Photograph|Photographer|Photo|Photo [Cc]redit|Photo [Ii]llustration|Picture|"
    r"Illustration|Image|Credit)s?(?: by)?: ?[A-Z][^.!?]{2,80}",
    r"\bPhoto(?:graph)? by [A-Z][^.!?]{2,80}",
    r"Hide Caption(?: \d+ of \d+)?",
)
CREDIT = re.compile(rf"(?:{'|'.join(_CREDITS)})\s*$")

_DASH = r"\s*(?:—|–|―|--?|-)\s*"
_WIRE = (
    r"(?:AP|CNN(?: \w+)?|Reuters|REUTERS|AFP|UPI|EFE|dpa|DPA|Xinhua|ANSA|Bloomberg|"
    r"Thomson Reuters Foundation|CNSNews\.com|CBN News|NBC News|ABC News|CBS News|"
    r"Fox News|FOX News|TNS|IPS|RNS|The Hill|Border Report|KTLA|The Conversation)"
)
_PLACE = r"[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’\-]*(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,4}"
_PLACE_DOTTED = rf"(?:ST|MT|FT|LA|EL)\.? {_PLACE}|{_PLACE}"
_UPDATED = r"(?:\d{1,2}:\d\d [ap]\.m\. \| Updated )?"
_NEXT = r"(?=[\"“”‘'’(\[$£€#@\dA-ZÀ-Þ])"
DATELINES = (
    # EL PASO, Texas (Border Report) –
    re.compile(
        rf"{_UPDATED}(?P<place>{_PLACE_DOTTED})(?P<region>[,;/][^()—–:]{{1,60}}?)? ?"
        rf"\((?P<agency>[^()]{{2,50}})\){_DASH}"
    ),
    # Washington (CNN) | (Reuters) -
    re.compile(
        rf"(?P<place>(?:[A-Z][\w.'’\-]+,?(?:[ /](?:[A-Z][\w.'’\-]+,?|de|of|and|la|el|"
        rf"del|al|the)){{0,5}}(?:,? \d{{1,2}})? ?)?)"
        rf"\((?P<agency>{_WIRE}[^()]{{0,20}})\)"
        rf"(?:{_DASH}|\s*{_NEXT})"
    ),
    # WASHINGTON — | LINDEN, N.J. -
    re.compile(
        rf"{_UPDATED}(?P<place>{_PLACE_DOTTED})"
        rf"(?P<region>(?:, [A-Z][\w.'’\- ]{{1,25}}?){{0,2}})"
        rf"(?:\s*[—–―]\s*|\s*--\s*|\s+-\s+){_NEXT}"
    ),
    re.compile(rf"(?P<place>Reporting from [A-Z][\w.,'’ ]{{2,50}}?)\s*[—–]\s*{_NEXT}"),
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|[A-Z]{3,9})\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Satu?r?|Sun)(?:day)?,? )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"{_WEEKDAY}(?:{_DAY} {_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}})"
_TOWN = r"[A-ZÀ-Þ][\w.'’\-]*(?:,? (?:[A-ZÀ-Þ][\w.'’\-]*|on|upon|of|de|la|el|the)){0,4}"
# A line of its own: PORT HALDEN, 4 March 2025 — | Port Halden, March 4, 2025
DATED = re.compile(rf"(?:{_TOWN},? )?\(?{_DATE}\)?(?:{_DASH}|\.)?")
# The same before the first sentence; the dash tells it from "Lee, 4 March 2025".
DATED_START = re.compile(rf"{_TOWN},? \(?{_DATE}\)?\s*(?:[—–―]|--?)\s*{_NEXT}")

# Capitals before a dash that are no place.
LABEL = re.compile(
    r"BREAKING|EXCLUSIVE|UPDATED?|OPINION|ANALYSIS|COMMENTARY|EDITORIAL|WATCH|VIDEOS?|"
    r"PHOTOS?|REPORTS?|DEVELOPING|URGENT|NOTE|FACTS?|CLAIMS?|IMMIGRATION|ECONOMY|"
    r"HEALTHCARE|OBAMACARE|DREAMERS|REPUBLICANS?|DEMOCRATS?|CORONAVIRUS|TRUMP|OBAMA|"
    r"BIDEN|CLINTON|QUESTION|ANSWER|CORRECTION|WARNING|SPOILERS?|LIVE"
)
# Places of five letters or fewer; a shorter word may be an abbreviation (DACA, NAFTA).
SHORT_PLACE = re.compile(
    r"ROME|PARIS|TOKYO|CAIRO|DELHI|MIAMI|TAMPA|LIMA|OSLO|KIEV|KYIV|MINSK|DOHA|DUBAI|"
    r"SEOUL|MILAN|TUNIS|AMMAN|ACCRA|LAGOS|QUITO|BOISE|OMAHA|TULSA|SALEM|FLINT|PERTH|"
    r"LEEDS|DERBY|GENOA|TURIN|DAVOS|HANOI|HAITI|BERN|BONN|NICE|LYON|CALI|BALI|GAZA|ADEN|"
    r"KABUL|BASRA|MOSUL|ERBIL|HOMS|SOFIA|RIGA|MALMO|MALMÖ|AKRON|MACON|SELMA|PROVO|PLANO|"
    r"UTICA|BRONX|WACO|RENO|MESA|YUMA|ERIE|AMES|TAOS|LHASA|DHAKA|SUVA"
)

# The Associated Press contributed to this report.
BYLINE_TAIL = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?][\"”’)] ))"
    r"[^\w\s]{0,3}\s?[A-Z][^.!?]{0,250}(?:\b(?:[A-Z]|Jr|Sr|Mr|Ms|Dr)\.[^.!?]{0,100}){0,6}"
    r"\bcontributed (?:reporting\b|to this (?:report|story|article|post|piece)\b)"
    r".{0,100}$"
)

_WRITER = (
    r"(?:reporter|columnist|editor|correspondent|contributor|writer|producer|"
    r"commentator|journalist|photographer)"
)
_GIVEN = r"(?:[A-ZÀ-Þ][a-zß-ÿ'’]+(?:-?[A-ZÀ-Þ][a-zß-ÿ'’]+)?|[A-ZÀ-Þ]\.)"
_FAMILY = r"(?:(?:de|van|von|der|al|bin|la|del|di|da) )?[A-ZÀ-Þ][\w'’\-]*[a-zß-ÿ]"
# Nadia Fenn
BARE_BYLINE = re.compile(rf"{_GIVEN}(?: {_GIVEN})?(?: {_FAMILY})")
# Nadia Fenn, Health Correspondent
POST = re.compile(
    rf"{_GIVEN}(?: {_GIVEN})?(?: {_FAMILY})(?:,| ?\|) (?:[\w'’&\-]+ ){{0,3}}"
    rf"(?i:{_WRITER})"
)
# Headings that have the shape of a name.
NO_NAME = re.compile(
    r"['’]s\b|\b(?:The|This|That|A|An|More|Most|Top|Recent|Related|Latest|Breaking|Photo|"
    r"Photos|Video|Videos|Gallery|Galleries|News|Story|Stories|Link|Copied|Sheet|Page|"
    r"Media|Opinion|Analysis|Update|Updates|Live|Watch|Read|Sign|Share|Special|Exclusive|"
    r"Press|Post|Times|Journal|Sentinel|Tribune|Herald|Republic|Register|Gazette|Star|"
    r"University|School|College|County|City|Street|House|Party|Union|Trust|Council|"
    r"Hospital|Court|Act|Bill|War|Day|Week|Year|Question|Answer|Background|Decision|"
    r"Introduction|Conclusion|Summary|Contents|Key|Points|Facts|What|Why|How|Who|When|"
    r"Where|Is|Are|Was|Were|Has|Have|Will|Can|And|Or|Not|No|New|North|South|East|West|"
    r"San|Los|Las|El|Port|Lake|Fort|Mount|St|United|Mr|Mrs|Ms|Dr|President|Senator)\b"
)

# Who the author is, in one sentence among the last lines.
LAST_LINES = re.compile(
    rf"\W*{_FULL_NAME} (?:is|was) (?:[\w’'\-,]+ ){{0,8}}(?:reporter|columnist|editor|"
    r"correspondent|contributor|writer|producer|commentator|journalist|host)s? "
    r"(?:for|at|of|with|to|in|covering|based)\b[^.!?]{2,160}\.?"
    # Nadia Fenn is the Courier's health reporter.
    rf"|\W*{_FULL_NAME} (?:is|was) (?:a|an|the|our) (?:[\w’'\-]+ ){{0,6}}{_WRITER}\.?"
)

INLINE = (
    (
        # Glued to the last sentence of a paragraph, as pages saved without breaks are.
        "notice",
        re.compile(
            r"(?<=[.!?”\"])(?:This browser is (?:not|no longer) supported|"
            r"(?:IE|Internet Explorer) ?\d* is not supported|"
            r"Your browser (?:is not|is no longer|does not)\b)[^\n]*"
        ),
    ),
    (
        "url",
        re.compile(
            r"(?:https?://|www\.|pic\.twitter\.com/|\b(?:t\.co|bit\.ly|usat\.ly|"
            r"tmsnrt\.rs|reut\.rs|wapo\.st|nyti\.ms|goo\.gl|ow\.ly)/)"
            r"[^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?'’…]"
        ),
    ),
    (
        "promo",
        re.compile(
            r"\(\s?(?:PHOTOS?|VIDEOS?|WATCH|RELATED|READ|READ MORE|SEE ALSO|CARTOONS?|"
            r"QUIZ|GRAPHICS?|MORE|POLL|SLIDESHOW|LISTEN|AUDIO|Related|Read more|"
            r"See also|Also on [A-Z]\w+) ?: ?[^()]{1,250}\)"
        ),
    ),
)
