/**
 * Names and their short forms: an extract of `names.csv` of github.com/carltonnorthern/nicknames (Apache License 2.0,
 * `short-forms.LICENSE`). Left out are names that are seldom given today, short forms that are seldom used, and those
 * that mostly are names of other people (Lisa for Alice, Ian for John). A line is a name and its short forms.
 */
const LIST = `
abigail abby gail
abraham abe
agnes aggy
alan al
albert al bert
alexander alex al sandy
alexandra alex sandy
alexis lexi
alfred al fred freddy
alison ali
allan al
allen al
allison ali
alyssa al ally
amanda mandy
amelia millie mel
anastasia ana stacy
andrew andy drew
angela angie
angelina lina
ann annie
anna annie
anne annie
anthony tony
archibald archie
arnold arnie
arthur art
augustus gus
barbara babs
barnabas barney
bartholomew bart
beatrice bea trixie
benedict ben bennie
benjamin ben bennie benjy
bernard barney bernie
bertram bert
beverly bev
bradford brad
bradley brad
brittany britt
caleb cal
calvin cal
cameron cam
campbell cam
candace candy
caroline carrie
carolyn carrie
cassandra cassie sandy
catherine cathy kathy katy kit
cathleen cathy kathy katy
cecilia celia cissy
charles charlie chuck
charlotte lottie
chester chet
christian chris
christina chris chrissy tina christy
christine chris chrissy tina christy
christopher chris kit
clement clem
clifford cliff
constance connie
curtis curt
cynthia cindy
daniel dan danny
danielle dani
daphne daph
david dave davey
deborah deb debbie debby
debra deb debbie debby
dennis denny
dominic dom
donald don donnie donny
dorothy dot dotty dolly
douglas doug
edgar ed eddie eddy
edith edie
edmund ed eddie eddy ned
eduardo ed eddie eddy
edward ed eddie eddy ned ted teddy
edwin ed eddie eddy ned
eleanor ellie nora nelly
elias eli
elijah eli
elizabeth liz lizzie beth betty betsy libby bess
ellen nell nellie
emanuel manny
emily emmy millie
emma emmy
ernest ernie
eugene gene
evelyn eve
ezekiel zeke
florence flo
frances fran frannie frankie
francine fran frannie
francis fran frank frankie
franklin frank
frederick fred freddy freddie fritz
gabriel gabe
gabriella gabby
gabrielle gabby
geoffrey geoff
gerald gerry jerry
geraldine gerry jerry
gertrude gertie trudy
gilbert gil bert
gregory greg
gwendolyn gwen
harold hal harry
harriet hattie
henry hal hank harry
herbert herb bert
howard howie
ignatius iggy
isaac ike
isabel bella belle issy
isabella bella belle issy
isabelle bella belle issy
isidore izzy
jackson jack
jacob jake
jacqueline jackie
james jim jimmy jimmie jamie
janet jan
janice jan
jean jeannie
jefferson jeff
jeffrey jeff
jennifer jenny jennie
jeremiah jerry
jessica jessie
joan jo
joanna jo
joanne jo
johanna jo
john johnny jack
jonathan jon
joseph joe joey
josephine jo
joshua josh
judith judy
katelyn kate
katherine kathy kate katy kit cathy
kathleen kathy katy kit cathy
kathryn kathy
kendrick ken kenny
kenneth ken kenny
kimberley kim
kimberly kim
kristine kris kristy chris tina
kristopher kris chris
lauren laurie
laurence larry
lawrence larry
leonard leo len lenny
leonora nora
leslie les
lester les
letitia tish
lillian lil lilly
louis lou louie
louisa lou
louise lou
lucas luke
lucille lucy lu
lucinda lucy cindy lu
madeline maddy
madelyn maddy
madison maddy
malcolm mal mac
margaret maggie meg peg peggy marge margie madge midge
margarita rita margo
marjorie margie
martha marty
martin marty
martina tina
marvin marv
mary molly polly mamie
mathilda tillie
matilda tilly matty
matthew matt matty
matthias matt
maxine max
megan meg
melinda mel mindy
melissa mel missy
melvin mel
michael mike mick micky
mildred milly
millicent milly missy
mitchell mitch
montgomery monty
mortimer mort
nancy nan
nathan nate nat
nathaniel nate nat nathan
nicholas nick
nicole nikki
oliver ollie
olivia ollie livia
oswald ozzy
pamela pam
patricia pat patty patsy tricia
patrick pat patsy paddy
penelope penny
percival percy
peter pete
philip phil
phillip phil
priscilla cilla
prudence prue
randolph randy
raymond ray
rebecca becky becca beck
regina gina
reginald reg reggie
reuben rube
ricardo rick ricky
richard rick ricky rich richie dick
robert rob bob bobby
roberta bobbie robbie
roderick rod
roland rolly
ronald ron ronnie ronny
rosalyn roz
rose rosie
roxanne roxie
rudolph rudy
russell russ rusty
samantha sam sammy
samson sam
samuel sam sammy
sandra sandy
scott scotty scottie
sebastian seb
sidney sid
simon si
solomon sol solly
stephanie steph stephie
stephen steve
steven steve
stuart stu
susan sue susie
susannah sue susie
suzanne sue susie
sydney sid
sylvester sly
tabitha tabby
teresa terry tess tessa
terence terry
thaddeus thad
theodore theo ted teddy
theresa terry tess tessa
thomas tom tommy
tiffany tiff
timothy tim timmy
tobias toby
valentina val
valerie val
vanessa nessa
victor vic
victoria vic vicki vicky tory
vincent vin vince vinnie vinny
virginia ginny ginger
vivian viv
wallace wally
walter walt wally
wilbur will willie
wilfred will
wilhelmina mina wilma
william will willie willy bill billy
winifred winnie
woodrow woody
zachariah zach
`;

let others: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The same spoken name with the first name's short forms, or with the names that it is short for: "dave stone" gives
 * "david stone". Two short forms of one name do not give each other: Liz and Beth are two people.
 */
export function otherForms(name: string): string[] {
  const [first = '', ...surnames] = name.split(' ');
  others ??= readList();
  return (others.get(first) ?? []).map(form => [form, ...surnames].join(' '));
}

function readList(): Map<string, string[]> {
  const read = new Map<string, string[]>();
  const add = (name: string, form: string) => read.set(name, [...(read.get(name) ?? []), form]);
  for (const line of LIST.trim().split('\n')) {
    const [name = '', ...short] = line.split(' ');
    for (const form of short) {
      add(name, form);
      add(form, name);
    }
  }
  return read;
}
